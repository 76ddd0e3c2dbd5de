using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Engine;

/// <summary>
/// Everything below <paramref name="localComponents"/> belongs to timeline 0, the rest to timeline 1.
/// </summary>
internal sealed class OneTimeline(int localComponents = int.MaxValue) : ITopology
{
    public static readonly Duration Lookahead = Duration.FromMicroseconds(1);

    public int TimelineOf(int component) => component < localComponents ? 0 : 1;

    public static Timeline Of(params IReadOnlyList<LogicalProcess> processes) =>
        new(0, processes, new OneTimeline(processes.Count), Lookahead);
}
