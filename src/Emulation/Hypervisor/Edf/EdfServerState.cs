using Xenisol.Emulation.Fleet;

namespace Xenisol.Emulation.Hypervisor.Edf;

/// <summary>A vCPU as the EDF schedulers know it: its server, and its place in the order.</summary>
/// <remarks>
/// Without a period, or once it used up its slice and may go on, it stands in the background: behind every deadline,
/// in turns. Invariant: a hard or variable server that is depleted has its replenishment timer armed.
/// </remarks>
internal struct EdfServerState
{
    /// <summary>The deadline of whatever has none.</summary>
    public const long NoDeadline = long.MaxValue;

    /// <summary>How the reservation is served.</summary>
    public EdfServer Kind;

    /// <summary>The period in ns; 0 for none.</summary>
    public long Period;

    /// <summary>The time guaranteed in each period, in ns.</summary>
    public long Slice;

    /// <summary>What is left of the slice, in ns.</summary>
    public long Budget;

    /// <summary>The absolute deadline of server or job, in ns.</summary>
    public long Deadline;

    /// <summary>Variable: the period that bounds the bandwidth of every action.</summary>
    public long CapPeriod;

    /// <summary>Variable: the slice that bounds the bandwidth of every action.</summary>
    public long CapSlice;

    /// <summary>When the job at the head was released: breaks ties of partitioned EDF.</summary>
    public long JobRelease;

    /// <summary>When it joined the background queue: its turn there.</summary>
    public long QueuedAt;

    /// <summary>When its turn in the background ends; 0 before it begins.</summary>
    public long TurnEnd;

    /// <summary>Up to when its time on a core was charged.</summary>
    public long ChargedFrom;

    /// <summary>The slice is used up, and the replenishment waits for the deadline.</summary>
    public bool Depleted;

    /// <summary>May go on in the background once its slice is used up.</summary>
    public bool ExtraTime;

    /// <summary>The guest announced a deadline.</summary>
    public bool Announced;

    /// <summary>It holds a core for another job than it was chosen for, and competes anew.</summary>
    public bool LostTurn;

    /// <summary>Other parameters take effect at the deadline.</summary>
    public bool HasChange;

    /// <summary>The period from then on; 0 gives the reservation up.</summary>
    public long NextPeriod;

    /// <summary>The slice from then on.</summary>
    public long NextSlice;

    /// <summary>The home core from then on.</summary>
    public int NextHome;

    /// <summary>An action waits for the end of the present one's last period.</summary>
    public bool HasAction;

    /// <summary>That action's period.</summary>
    public long ActionPeriod;

    /// <summary>That action's slice.</summary>
    public long ActionSlice;

    /// <summary>Whether it has a reservation.</summary>
    public readonly bool IsReserved => Period > 0;

    /// <summary>Whether it competes by deadline now.</summary>
    public readonly bool InForeground => Period > 0 && !Depleted;

    /// <summary>Whether its time on a core is taken from a budget.</summary>
    public readonly bool UsesBudget => InForeground && Kind != EdfServer.Job;

    /// <summary>What it competes by.</summary>
    public readonly long EffectiveDeadline => InForeground ? Deadline : NoDeadline;

    /// <summary>A new period from <paramref name="now"/> on, with a full slice.</summary>
    public void Begin(long now)
    {
        Deadline = now + Period;
        Budget = Slice;
    }

    /// <summary>
    /// The wake-up rule of constant-bandwidth servers: what is left of slice and period is kept only if using it up by
    /// the deadline does not exceed the bandwidth. Soft and hard servers differ where it is reached exactly.
    /// </summary>
    public void Wake(long now)
    {
        var left = (Int128)Budget * Period;
        var allowed = (Int128)(Deadline - now) * Slice;
        var begins = Kind == EdfServer.Soft
            ? Deadline <= now || left >= allowed
            : Deadline < now || left > allowed;
        if (begins)
        {
            Begin(now);
        }
    }

    /// <summary>A slice more and a period later, until the budget is positive.</summary>
    public void Postpone()
    {
        do
        {
            Budget += Slice;
            Deadline += Period;
        }
        while (Budget <= 0);
    }

    /// <summary>
    /// Begins an action at <paramref name="now"/>. Periods lie on the grid of their own length; the first deadline is
    /// the end of the first whole period, so that no action needs more than its bandwidth.
    /// </summary>
    public void BeginAction(long now)
    {
        if (HasAction)
        {
            HasAction = false;
            Period = ActionPeriod;
            Slice = ActionSlice;
        }

        var boundary = (now + Period - 1) / Period * Period;
        Deadline = boundary + Period;
        Budget = Slice;
    }
}
