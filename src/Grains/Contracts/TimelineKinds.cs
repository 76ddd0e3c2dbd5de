using Xenisol.Emulation.Engine;

namespace Xenisol.Grains;

/// <summary>What a timeline of cores and vCPUs is made of: all that <see cref="RunStart.WatchTimeline"/> collects.
/// </summary>
public static class TimelineKinds
{
    /// <summary>Whether a handled message is part of it.</summary>
    public static bool ShowsMessage(MessageKind kind) =>
        kind is MessageKind.Wake or MessageKind.Block or MessageKind.Switch or MessageKind.Replenish;

    /// <summary>Whether an observation is part of it.</summary>
    public static bool ShowsObservation(MessageKind kind) =>
        kind is MessageKind.ObservedRelease or MessageKind.ObservedDeadlineMet or MessageKind.ObservedDeadlineMissed
            or MessageKind.ObservedPaused;
}
