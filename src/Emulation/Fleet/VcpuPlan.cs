using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>A virtual CPU and how the hypervisor schedules it.</summary>
public sealed record VcpuPlan
{
    /// <summary>Credit: the share in proportion, 1 to 65 535.</summary>
    public int Weight { get; init; } = 256;

    /// <summary>Credit: percent of one pCPU for the whole domain; 0 is no cap.</summary>
    public int CapPercent { get; init; }

    /// <summary>EDF: the period; zero makes it a credit-vCPU, or gives it the defaults of RTDS and SEDF.</summary>
    public Duration Period { get; init; }

    /// <summary>EDF: the time guaranteed in each period.</summary>
    public Duration Slice { get; init; }

    /// <summary>EDF: how the reservation is served; null as its scheduler says.</summary>
    public EdfServer? Server { get; init; }

    /// <summary>EDF: whether it may take part in credit after its slice; RTDS and SEDF: extra time.</summary>
    public bool ExtraCredit { get; init; }

    /// <summary>Freed of the guest kernel's tick, interrupts and work queues.</summary>
    public bool Isolated { get; init; }

    /// <summary>The pCPUs it may run on; empty for all.</summary>
    public IReadOnlyList<int> Affinity { get; init; } = [];

    /// <summary>The pCPUs it prefers; empty for all.</summary>
    public IReadOnlyList<int> SoftAffinity { get; init; } = [];
}
