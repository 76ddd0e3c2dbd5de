using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>A hypervisor policy and its switches.</summary>
public sealed record SchedulerPlan
{
    /// <summary>Which policy.</summary>
    public required SchedulerKind Kind { get; init; }

    /// <summary>Credit: which Xen it is taken from.</summary>
    public CreditEra Era { get; init; } = CreditEra.Xen423;

    /// <summary>Credit's timeslice; accounting happens once a timeslice.</summary>
    public Duration Timeslice { get; init; } = Duration.FromMilliseconds(30);

    /// <summary>The least time a vCPU runs before it is preempted (Xen 4.2 and later); zero is off.</summary>
    public Duration Ratelimit { get; init; } = Duration.FromMicroseconds(1_000);

    /// <summary>The least time between two attempts of a core to steal; zero is off.</summary>
    public Duration LoadBalanceRatelimit { get; init; } = Duration.FromMicroseconds(1_000);

    /// <summary>A vCPU that ran within this time is cache-hot and is not stolen.</summary>
    public Duration MigrationDelay { get; init; }

    /// <summary>Ongaro's switch: a waking vCPU under its credit goes to the front.</summary>
    public bool Boost { get; init; } = true;

    /// <summary>Ongaro's switch: a waking vCPU asks a core to reschedule at once.</summary>
    public bool Tickle { get; init; } = true;

    /// <summary>Ongaro's switch: the run queue is ordered by remaining credits within a priority.</summary>
    public bool SortByCredit { get; init; }

    /// <summary>RTDS: the order in which replenishments wait for the one timer.</summary>
    public ReplenishmentOrder ReplenishmentOrder { get; init; }

    /// <summary>EDF: reservations per core may sum up to this share, in parts per million.</summary>
    public int ReservationLimitPpm { get; init; } = 900_000;

    /// <summary>EDF, partitioned and global: how reservations are served. Hybrid has hard servers only.</summary>
    public EdfServer Server { get; init; }

    /// <summary>EDF: whether the earlier release wins among equal deadlines, before the lower vCPU; null: yes
    /// partitioned, no global.</summary>
    public bool? EarlierReleaseFirst { get; init; }

    /// <summary>EDF: takes every reservation, whether it fits or not; for experiments with overload.</summary>
    public bool AdmissionOff { get; init; }

    /// <summary>SEDF-DC: how often what domains cause in the driver domain is charged to them.</summary>
    public Duration DebtInterval { get; init; } = Duration.FromMilliseconds(100);

    /// <summary>Credit2: its own parameters.</summary>
    public Credit2Plan Credit2 { get; init; } = new();
}
