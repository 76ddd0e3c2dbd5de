namespace Xenisol.Emulation.Engine;

/// <summary>
/// The place of a message within one instant. The order of one instant decides results (two coincident wake-ups
/// compete for one core), so it is part of the model: it is the order in which Xen handles the same happenings.
/// </summary>
public enum Phase : byte
{
    /// <summary>
    /// Effects of what was just handled (switch, start, demand, wake, block), in the order of emission.
    /// </summary>
    Effect = 0,

    /// <summary>Rescheduling that an effect, completion, command, arrival or release asked for.</summary>
    Reschedule = 1,

    /// <summary>Completions of work; rank: the physical core.</summary>
    Completion = 2,

    /// <summary>Commands from outside; rank: the position in the command log.</summary>
    Command = 3,

    /// <summary>Arrivals from other timelines; rank: the source timeline, sequence: the source's own.</summary>
    Arrival = 4,

    /// <summary>Releases of work; rank: the vCPU.</summary>
    Release = 5,

    /// <summary>Timers, in the order of arming.</summary>
    Timer = 6,

    /// <summary>Rescheduling that a timer asked for: after all due timers.</summary>
    RescheduleAfterTimers = 7,
}
