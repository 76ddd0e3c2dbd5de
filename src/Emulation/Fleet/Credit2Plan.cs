using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>What can be set of credit2 besides the rate limit; all defaults are those of Xen.</summary>
public sealed record Credit2Plan
{
    /// <summary>Which pCPUs share a run queue (<c>credit2_runqueue</c>).</summary>
    public RunQueueSharing RunQueue { get; init; } = RunQueueSharing.Socket;

    /// <summary>At most so many pCPUs share one, 1 or more (<c>sched_credit2_max_cpus_runqueue</c>).</summary>
    public int PcpusPerRunQueueMax { get; init; } = 16;

    /// <summary>By how much credit, as CPU time of the heaviest vCPU, a vCPU must be ahead before another pCPU of its
    /// run queue takes it (<c>sched_credit2_migrate_resist</c>).</summary>
    public Duration MigrationResistance { get; init; } = Duration.FromMicroseconds(500);

    /// <summary>How often the budget of a capped domain is replenished; positive (<c>credit2_cap_period_ms</c>).
    /// </summary>
    public Duration CapPeriod { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>Load is averaged over 2 to this power of nanoseconds, 10 to 36 (<c>credit2_load_window_shift</c>).
    /// </summary>
    public int LoadWindowShift { get; init; } = 30;

    /// <summary>Two run queues, neither of them full, are balanced if their loads differ by 2 to this power or more,
    /// −18 to 10 (<c>credit2_balance_under</c>).</summary>
    public int BalanceUnder { get; init; }

    /// <summary>The same where one of them has more load than pCPUs (<c>credit2_balance_over</c>).</summary>
    public int BalanceOver { get; init; } = -3;

    /// <summary>Fills busy cores before idle ones (<c>sched_smt_power_savings</c>).</summary>
    public bool SmtPowerSavings { get; init; }
}
