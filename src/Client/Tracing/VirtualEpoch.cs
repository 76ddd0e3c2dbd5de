namespace Xenisol.Client.Tracing;

/// <summary>The instant of the calendar that stands for virtual time zero.</summary>
internal static class VirtualEpoch
{
    /// <summary>2010-01-01T00:00:00Z: fixed, so that traces of equal runs are equal.</summary>
    public const long UnixNanoseconds = 1_262_304_000_000_000_000;

    public const string Text = "2010-01-01T00:00:00Z";

    public static ulong ToUnixNanoseconds(long virtualNanoseconds) =>
        (ulong)checked(UnixNanoseconds + virtualNanoseconds);
}
