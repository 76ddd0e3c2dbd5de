namespace Xenisol.Client.Timelines;

/// <summary>What is shown as an instant on a track; the value is the identity of its name in the trace.</summary>
internal enum TimelineEvent
{
    Release = 1,
    DeadlineMet,
    DeadlineMissed,
    Replenished,
    Migration,
}
