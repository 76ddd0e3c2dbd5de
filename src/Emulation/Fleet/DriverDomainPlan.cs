using Xenisol.Emulation.EventChannels;

namespace Xenisol.Emulation.Fleet;

/// <summary>The domain that owns the devices and runs the backends.</summary>
public sealed record DriverDomainPlan
{
    /// <summary>Its virtual CPUs and their scheduling.</summary>
    public required IReadOnlyList<VcpuPlan> Vcpus { get; init; }

    /// <summary>How guest packets are copied.</summary>
    public CopyMode Copy { get; init; } = CopyMode.Always;

    /// <summary>Whether guest transmission passes through token buckets.</summary>
    public bool Shaping { get; init; } = true;

    /// <summary>Which token buckets; by default those made from the tenants' plans, a class a domain.</summary>
    public CardShapingPlan CardShaping { get; init; } = new();

    /// <summary>In which order it handles pending event channels.</summary>
    public ScanOrder EventScan { get; init; } = ScanOrder.Resumed;

    /// <summary>What limits the domains' use of the driver domain; null for nothing.</summary>
    public ShareGuardPlan? ShareGuard { get; init; }

    /// <summary>Where its interrupts are taken.</summary>
    public InterruptPlan Interrupts { get; init; } = new();

    /// <summary>Whether each vCPU has a pair of the backend's tasklets, for the interfaces that are bound to it, and
    /// not one pair serves all.</summary>
    public bool TaskletsPerVcpu { get; init; }

    /// <summary>The pCPU that takes the network card's interrupts; −1 for that of the vCPU to which the card's event
    /// channel is bound, if it has but one pCPU, else pCPU 0.</summary>
    public int NicInterruptCore { get; init; } = -1;
}
