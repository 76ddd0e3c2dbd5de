using Xenisol.Emulation.Fleet;

namespace Xenisol.Emulation.Hypervisor.Credit2;

/// <summary>Constants and parameters of credit2, in ns and credits; a credit is 1 ns of the heaviest vCPU.</summary>
internal sealed record Credit2Options
{
    /// <summary>What a vCPU starts with, and what a reset adds.</summary>
    public const long InitialCredit = 10_000_000;

    /// <summary>No vCPU falls deeper.</summary>
    public const long LeastCredit = -InitialCredit;

    /// <summary>What a vCPU has at most after a reset: the initial credit and what is carried over.</summary>
    public const long MostCredit = InitialCredit + CarryOver;

    /// <summary>The shortest slice.</summary>
    public const long LeastSlice = 500_000;

    /// <summary>The longest slice.</summary>
    public const long MostSlice = InitialCredit;

    /// <summary>What a vCPU gets for the caches that it leaves behind on another pCPU.</summary>
    public const long MigrationCompensation = 50_000;

    /// <summary>A running vCPU may be preempted by a waking one this long before its rate limit ends.</summary>
    public const long RatelimitTolerance = 50_000;

    private const long CarryOver = LeastSlice;

    /// <summary>Takes the plan's values.</summary>
    public Credit2Options(Credit2Plan plan)
    {
        MigrationResistance = plan.MigrationResistance.Nanoseconds;
        CapPeriod = plan.CapPeriod.Nanoseconds;
        LoadWindowShift = plan.LoadWindowShift;
        UnderTolerance = LoadAverage.OfOne(plan.BalanceUnder);
        OverTolerance = LoadAverage.OfOne(plan.BalanceOver);
        SmtPowerSavings = plan.SmtPowerSavings;
    }

    public long MigrationResistance { get; }

    public long CapPeriod { get; }

    public int LoadWindowShift { get; }

    /// <summary>The least difference in average load that is worth balancing while no run queue is full.</summary>
    public long UnderTolerance { get; }

    /// <summary>The same where one is.</summary>
    public long OverTolerance { get; }

    public bool SmtPowerSavings { get; }
}
