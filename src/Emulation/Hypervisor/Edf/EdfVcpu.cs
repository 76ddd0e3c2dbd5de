namespace Xenisol.Emulation.Hypervisor.Edf;

/// <summary>The reservation of an EDF-vCPU: a constant-bandwidth server that is never early (hard CBS).</summary>
internal struct EdfVcpu
{
    /// <summary>The period in ns; 0 for a credit-vCPU.</summary>
    public long Period;

    /// <summary>The time guaranteed in each period, in ns.</summary>
    public long Slice;

    /// <summary>What is left of the slice, in ns; never more than the slice.</summary>
    public long Budget;

    /// <summary>While it runs: up to where its progress was charged, on its core's progress clock.</summary>
    public long ChargedAt;

    /// <summary>The end of the present period.</summary>
    public long Deadline;

    /// <summary>The slice is used up, and the replenishment waits for the deadline.</summary>
    public bool Depleted;

    /// <summary>May take part in credit once its slice is used up.</summary>
    public bool ExtraCredit;

    /// <summary>Other parameters take effect at the next replenishment.</summary>
    public bool HasChange;

    /// <summary>The period from the next replenishment on; 0 switches back to credit.</summary>
    public long NextPeriod;

    /// <summary>The slice from the next replenishment on.</summary>
    public long NextSlice;

    /// <summary>The home core from the next replenishment on.</summary>
    public int NextHome;

    /// <summary>Before this instant the change must wait: others are still to leave the new home.</summary>
    public long ChangeFrom;

    /// <summary>The change is of the home only, to make room: whoever blocks does not notice it.</summary>
    public bool OnlyMoves;

    /// <summary>Whether the vCPU has a reservation.</summary>
    public readonly bool IsReserved => Period > 0;

    /// <summary>Whether it runs on its reservation now.</summary>
    public readonly bool HasBudget => Period > 0 && !Depleted;

    /// <summary>Begins a new period at <paramref name="now"/> with a full slice.</summary>
    public void Begin(long now)
    {
        Deadline = now + Period;
        Budget = Slice;
        Depleted = false;
    }

    /// <summary>
    /// The wake-up rule of CBS: the rest of budget and period is kept only if using it up by the deadline does not
    /// exceed the bandwidth, that is if budget / (deadline − now) ≤ slice / period.
    /// </summary>
    public void Wake(long now)
    {
        if (BeginsAt(now))
        {
            Begin(now);
        }
    }

    /// <summary>Whether a wake at <paramref name="now"/> begins a new period.</summary>
    public readonly bool BeginsAt(long now) =>
        now >= Deadline || (Int128)Budget * Period > (Int128)(Deadline - now) * Slice;

    /// <summary>A slice more and a period later; what was overrun is deducted.</summary>
    public void Replenish(long now)
    {
        Budget = Math.Min(Budget + Slice, Slice);
        Deadline += Period;
        Depleted = false;
        if (Deadline <= now || Budget <= 0)
        {
            Begin(now);
        }
    }
}
