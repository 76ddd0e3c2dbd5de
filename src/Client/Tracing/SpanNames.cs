namespace Xenisol.Client.Tracing;

/// <summary>The names of spans; docs/models/tracing.md says where each begins and ends.</summary>
internal static class SpanNames
{
    public const string Request = "request";
    public const string ClientWait = "client wait";
    public const string Wire = "wire";
    public const string CardInterrupt = "card interrupt";
    public const string DriverReceive = "driver domain receive";
    public const string DriverWait = "driver domain wait";
    public const string DriverRun = "driver domain run";
    public const string BackendQueue = "backend queue";
    public const string Backend = "backend";
    public const string EventChannel = "event channel";
    public const string GuestKernel = "guest kernel";
    public const string VcpuWait = "vcpu wait";
    public const string VcpuRun = "vcpu run";
    public const string Service = "service";
    public const string Reply = "reply";
    public const string GuestSend = "guest send";
    public const string TokenBucket = "token bucket";
    public const string Card = "card";
}
