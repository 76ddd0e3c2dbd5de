using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>One action of a process.</summary>
/// <param name="Load">Its CPU time; positive.</param>
/// <param name="Slice">λ: the time that it may compute in each of its periods; positive.</param>
/// <param name="Period">π: at least the slice.</param>
public sealed record ActionPlan(Duration Load, Duration Slice, Duration Period)
{
    /// <summary>
    /// The longest response of a load, counted from the action's arrival: ⌈load / λ⌉ π + π − 1 ns (Craciunas et al.,
    /// SIES 2009).
    /// </summary>
    /// <param name="load">What the server has to serve: the action's own load, and what announcing it costs.</param>
    public Duration ResponseBound(Duration load) => Duration.FromNanoseconds(
        ((PiecesOf(load) + 1) * Period.Nanoseconds) - 1);

    /// <summary>In how many periods a load is served: ⌈load / λ⌉.</summary>
    public long PiecesOf(Duration load) => (load.Nanoseconds + Slice.Nanoseconds - 1) / Slice.Nanoseconds;
}
