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

    /// <summary>Takes the plan's values.</summary>
    public CreditOptions(SchedulerPlan plan)
    {
        Timeslice = plan.Timeslice.Nanoseconds;

        // Xen counts the tick in whole microseconds; a timeslice below 3 ms has one tick.
        var ticks = Timeslice < TicksPerTimeslice * NanosecondsPerMillisecond ? 1 : TicksPerTimeslice;
        Tick = Timeslice / 1_000 / ticks * 1_000;
        CreditsPerTimeslice = (int)(Timeslice / NanosecondsPerMillisecond * CreditsPerMillisecond);
        Ratelimit = plan.Ratelimit.Nanoseconds;
        LoadBalanceRatelimit = plan.LoadBalanceRatelimit.Nanoseconds;
        MigrationDelay = plan.MigrationDelay.Nanoseconds;
        Boost = plan.Boost;
        Tickle = plan.Tickle;
        SortByCredit = plan.SortByCredit;
    }

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
