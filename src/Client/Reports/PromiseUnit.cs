namespace Xenisol.Client.Reports;

/// <summary>The unit of a promise's limit and of what was measured.</summary>
internal static class PromiseUnit
{
    public const string Nanoseconds = "nanoseconds";
    public const string PartsPerMillion = "partsPerMillion";
    public const string BitsPerSecond = "bitsPerSecond";
    public const string Count = "count";

    public static string Of(string metric) =>
        metric.StartsWith("latency.", StringComparison.Ordinal)
            || metric.StartsWith("disk.latency.", StringComparison.Ordinal) ? Nanoseconds
        : metric.StartsWith("cpu.", StringComparison.Ordinal) ? PartsPerMillion
        : metric.StartsWith("network.", StringComparison.Ordinal) || metric == "disk.throughput" ? BitsPerSecond
        : Count;
}
