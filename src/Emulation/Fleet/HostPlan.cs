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

    /// <summary>The disk; null if the host has none.</summary>
    public DiskPlan? Disk { get; init; }

    /// <summary>The driver domain; null if the host has no devices.</summary>
    public DriverDomainPlan? DriverDomain { get; init; }
}
