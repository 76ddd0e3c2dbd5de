using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>One physical machine.</summary>
public sealed record HostPlan
{
    /// <summary>Unique among hosts.</summary>
    public required string Name { get; init; }

    /// <summary>pCPUs (hardware threads), 1 to 4 096.</summary>
    public required int Cores { get; init; }

    /// <summary>Hardware threads per core; pCPU = ((socket × cores) + core) × threads + thread.</summary>
    public int ThreadsPerCore { get; init; } = 1;

    /// <summary>Cores per socket; 0 means all in one.</summary>
    public int CoresPerSocket { get; init; }

    /// <summary>What everything costs on this machine.</summary>
    public required MachineProfile Machine { get; init; }

    /// <summary>The hypervisor's policy.</summary>
    public required SchedulerPlan Scheduler { get; init; }

    /// <summary>Rate of the network card in bits per second; 0 if the host has none.</summary>
    public long NicBitsPerSecond { get; init; }

    /// <summary>The driver domain; null if the host has no devices.</summary>
    public DriverDomainPlan? DriverDomain { get; init; }
}

/// <summary>The domain that owns the devices and runs the backends.</summary>
public sealed record DriverDomainPlan
{
    /// <summary>Its virtual CPUs and their scheduling.</summary>
    public required IReadOnlyList<VcpuPlan> Vcpus { get; init; }

    /// <summary>How guest packets are copied.</summary>
    public CopyMode Copy { get; init; } = CopyMode.Always;

    /// <summary>Whether guest transmission passes through token buckets made from the tenants' plans.</summary>
    public bool Shaping { get; init; } = true;

    /// <summary>The pCPU that takes the network card's interrupts.</summary>
    public int NicInterruptCore { get; init; }
}

/// <summary>When the backend copies a guest's packet into its own memory.</summary>
public enum CopyMode
{
    /// <summary>At once.</summary>
    Always,
}

/// <summary>A hypervisor policy and its switches.</summary>
public sealed record SchedulerPlan
{
    /// <summary>Which policy.</summary>
    public required SchedulerKind Kind { get; init; }

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

    /// <summary>Hybrid: reservations per core may sum up to this share, in parts per million.</summary>
    public int ReservationLimitPpm { get; init; } = 900_000;
}

/// <summary>The hypervisor policies that are built.</summary>
public enum SchedulerKind
{
    /// <summary>Xen's credit scheduler as of 4.23.</summary>
    Credit,

    /// <summary>The hybrid EDF-credit scheduler of <i>Get What You Pay For</i>.</summary>
    Hybrid,
}
