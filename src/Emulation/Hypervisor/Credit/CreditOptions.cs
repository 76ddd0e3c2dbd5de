using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;

namespace Xenisol.Emulation.Hypervisor.Credit;

/// <summary>Constants and switches of the credit scheduler, in ns and credits; some change while it runs.</summary>
internal sealed class CreditOptions
{
    /// <summary>Credits that one millisecond of CPU costs.</summary>
    public const int CreditsPerMillisecond = 10;

    /// <summary>The shortest remainder of a rate limit: meant as 100 µs, but compared as 100 ns in Xen.</summary>
    public const long MinimumRemainder = 100;

    private const long NanosecondsPerMillisecond = 1_000_000;
    private const int TicksPerTimeslice = 3;

    /// <summary>Before 4.2 the timeslice could not be set.</summary>
    private const long FixedTimeslice = 30 * NanosecondsPerMillisecond;

    /// <summary>Takes the plan's values.</summary>
    public CreditOptions(SchedulerPlan plan)
    {
        Era = plan.Era;
        var isModern = Era == CreditEra.Xen423;
        SetTimeslice(isModern ? plan.Timeslice.Nanoseconds : FixedTimeslice);
        Ratelimit = isModern ? plan.Ratelimit.Nanoseconds : 0;
        LoadBalanceRatelimit = isModern ? plan.LoadBalanceRatelimit.Nanoseconds : -1;
        MigrationDelay = Era == CreditEra.Xen33 ? 0 : plan.MigrationDelay.Nanoseconds;
        Boost = plan.Boost;
        Tickle = plan.Tickle;
        SortByCredit = plan.SortByCredit;
    }

    public CreditEra Era { get; }

    /// <summary>Whether timeslice, rate limit and migration delay can be set: not before 4.2.</summary>
    public bool IsSettable => Era == CreditEra.Xen423;

    public long Timeslice { get; private set; }

    public long Tick { get; private set; }

    public int CreditsPerTimeslice { get; private set; }

    public long Ratelimit { get; private set; }

    public long LoadBalanceRatelimit { get; }

    public long MigrationDelay { get; private set; }

    public bool Boost { get; }

    public bool Tickle { get; }

    public bool SortByCredit { get; }

    /// <summary>Sets the timeslice and what is counted by it.</summary>
    public void SetTimeslice(long nanoseconds)
    {
        Timeslice = nanoseconds;

        // Xen counts the tick in whole microseconds; a timeslice below 3 ms has one tick.
        var ticks = Timeslice < TicksPerTimeslice * NanosecondsPerMillisecond ? 1 : TicksPerTimeslice;
        Tick = Timeslice / 1_000 / ticks * 1_000;
        CreditsPerTimeslice = (int)(Timeslice / NanosecondsPerMillisecond * CreditsPerMillisecond);
    }

    public void SetRatelimit(long nanoseconds) => Ratelimit = nanoseconds;

    public void SetMigrationDelay(long nanoseconds) => MigrationDelay = nanoseconds;

    /// <summary>Saves or loads what can change.</summary>
    public void Transfer(StateTransfer state)
    {
        var (timeslice, ratelimit, delay) = (Timeslice, Ratelimit, MigrationDelay);
        state.Value(ref timeslice);
        state.Value(ref ratelimit);
        state.Value(ref delay);
        SetTimeslice(timeslice);
        SetRatelimit(ratelimit);
        SetMigrationDelay(delay);
    }
}
