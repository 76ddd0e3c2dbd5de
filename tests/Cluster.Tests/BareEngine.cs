using System.Globalization;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;
using Xenisol.Grains.Worlds;

namespace Xenisol.Cluster.Tests;

/// <summary>A run without any actor: what all the others must equal.</summary>
internal static class BareEngine
{
    public static string DigestOf(IEmulatedWorld world)
    {
        var timelines = Enumerable.Range(0, world.TimelineCount).Select(i => world.CreateTimeline(i, null)).ToList();
        var partition = new Partition(timelines, timelines.Count, world.Lookahead);
        partition.Advance(VirtualTime.Zero + world.Plan.Duration);
        var digest = default(MessageDigest);
        foreach (var process in timelines.SelectMany(timeline => timeline.Processes).OrderBy(process => process.Id))
        {
            digest.Chain(process.Digest);
        }

        return digest.Value.ToString("x16", CultureInfo.InvariantCulture);
    }
}
