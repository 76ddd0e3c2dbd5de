namespace Xenisol.Client.Tests.Tracing;

/// <summary>A span as a collector sees it.</summary>
internal sealed record ReceivedSpan
{
    public string TraceId { get; set; } = "";

    public string SpanId { get; set; } = "";

    public string ParentId { get; set; } = "";

    public string Name { get; set; } = "";

    public int Kind { get; set; }

    public ulong Start { get; set; }

    public ulong End { get; set; }

    public int Status { get; set; }

    public Dictionary<string, object> Attributes { get; } = [];

    public Dictionary<string, object> Resource { get; set; } = [];
}
