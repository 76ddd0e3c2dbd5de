using Xenisol.Emulation.Fleet;

namespace Xenisol.Emulation.Hypervisor.Credit;

/// <summary>Constants and switches of the credit scheduler, in ns and credits.</summary>
internal sealed record CreditOptions
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
        Timeslice = isModern ? plan.Timeslice.Nanoseconds : FixedTimeslice;

        // Xen counts the tick in whole microseconds; a timeslice below 3 ms has one tick.
        var ticks = Timeslice < TicksPerTimeslice * NanosecondsPerMillisecond ? 1 : TicksPerTimeslice;
        Tick = Timeslice / 1_000 / ticks * 1_000;
        CreditsPerTimeslice = (int)(Timeslice / NanosecondsPerMillisecond * CreditsPerMillisecond);
        Ratelimit = isModern ? plan.Ratelimit.Nanoseconds : 0;
        LoadBalanceRatelimit = isModern ? plan.LoadBalanceRatelimit.Nanoseconds : -1;
        MigrationDelay = Era == CreditEra.Xen33 ? 0 : plan.MigrationDelay.Nanoseconds;
        Boost = plan.Boost;
        Tickle = plan.Tickle;
        SortByCredit = plan.SortByCredit;
    }

    public CreditEra Era { get; }

    public long Timeslice { get; }

    public long Tick { get; }

    public int CreditsPerTimeslice { get; }

    public long Ratelimit { get; }

    public long LoadBalanceRatelimit { get; }

    public long MigrationDelay { get; }

    public bool Boost { get; }

    public bool Tickle { get; }

    public bool SortByCredit { get; }
}
