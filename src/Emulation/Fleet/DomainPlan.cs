namespace Xenisol.Emulation.Fleet;

/// <summary>One guest domain.</summary>
public sealed record DomainPlan
{
    /// <summary>The tenant that owns it.</summary>
    public required string Tenant { get; init; }

    /// <summary>
    /// Unique within the run; a domain with a count gets a number appended (<c>hog1</c>, <c>hog2</c>).
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The host, or the empty string where placement is to choose one.</summary>
    public string Host { get; init; } = "";

    /// <summary>Its virtual CPUs.</summary>
    public required IReadOnlyList<VcpuPlan> Vcpus { get; init; }

    /// <summary>What runs in it.</summary>
    public required IReadOnlyList<ApplicationPlan> Applications { get; init; }

    /// <summary>Its kernel's scheduler and tick.</summary>
    public GuestKernelPlan Kernel { get; init; } = new();

    /// <summary>The vCPU to which its event channel is bound, not an isolated one; −1 for the first such.</summary>
    public int EventVcpu { get; init; } = -1;

    /// <summary>Who sends it requests; null for nobody.</summary>
    public LoadPlan? Load { get; init; }

    /// <summary>The token bucket of its transmission; null where its plan promises no rate.</summary>
    public ShapingPlan? Shaping { get; init; }

    /// <summary>The network backend's own limit on what the domain's interface sends; null for none.</summary>
    public InterfaceRatePlan? InterfaceRate { get; init; }

    /// <summary>Its part of the host's disk, used if an application does.</summary>
    public VirtualDiskPlan VirtualDisk { get; init; } = new();
}
