using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Tests.Engine;

/// <summary>The digest of a run: its components' digests, folded in the order of their identities.</summary>
internal static class RunDigest
{
    public static ulong Of(IEnumerable<LogicalProcess> processes)
    {
        var digest = default(MessageDigest);
        foreach (var process in processes.OrderBy(process => process.Id))
        {
            digest.Chain(process.Digest);
        }

        return digest.Value;
    }

    public static ulong Of(params IEnumerable<Timeline> timelines) =>
        Of(timelines.SelectMany(timeline => timeline.Processes));
}
