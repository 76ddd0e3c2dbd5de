using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>One guest domain.</summary>
public sealed record DomainPlan
{
    /// <summary>The tenant that owns it.</summary>
    public required string Tenant { get; init; }

    /// <summary>Unique within the run; a domain with a count gets a number appended (<c>hog1</c>, <c>hog2</c>).</summary>
    public required string Name { get; init; }

    /// <summary>The host, or the empty string where placement is to choose one.</summary>
    public string Host { get; init; } = "";

    /// <summary>Its virtual CPUs.</summary>
    public required IReadOnlyList<VcpuPlan> Vcpus { get; init; }

    /// <summary>What runs in it.</summary>
    public required IReadOnlyList<ApplicationPlan> Applications { get; init; }

    /// <summary>Who sends it requests; null for nobody.</summary>
    public LoadPlan? Load { get; init; }

    /// <summary>The token bucket of its transmission; null where its plan promises no rate.</summary>
    public ShapingPlan? Shaping { get; init; }
}

/// <summary>A virtual CPU and how the hypervisor schedules it.</summary>
public sealed record VcpuPlan
{
    /// <summary>Credit: the share in proportion, 1 to 65 535.</summary>
    public int Weight { get; init; } = 256;

    /// <summary>Credit: percent of one pCPU for the whole domain; 0 is no cap.</summary>
    public int CapPercent { get; init; }

    /// <summary>EDF: the period; zero makes it a credit-vCPU.</summary>
    public Duration Period { get; init; }

    /// <summary>EDF: the time guaranteed in each period.</summary>
    public Duration Slice { get; init; }

    /// <summary>EDF: whether it may take part in credit after its slice.</summary>
    public bool ExtraCredit { get; init; }

    /// <summary>Freed of the guest kernel's tick, interrupts and work queues.</summary>
    public bool Isolated { get; init; }

    /// <summary>The pCPUs it may run on; empty for all.</summary>
    public IReadOnlyList<int> Affinity { get; init; } = [];

    /// <summary>The pCPUs it prefers; empty for all.</summary>
    public IReadOnlyList<int> SoftAffinity { get; init; } = [];
}

/// <summary>HTB class of a domain's transmission, under the root class of the card.</summary>
public sealed record ShapingPlan
{
    /// <summary>Guaranteed rate in bits per second.</summary>
    public required long RateBitsPerSecond { get; init; }

    /// <summary>Ceiling in bits per second; at least the rate.</summary>
    public required long CeilBitsPerSecond { get; init; }

    /// <summary>Bucket of the rate in bytes; 0 takes tc's default.</summary>
    public long BurstBytes { get; init; }

    /// <summary>Bucket of the ceiling in bytes; 0 takes tc's default.</summary>
    public long CeilBurstBytes { get; init; }

    /// <summary>0 (first) to 7 (last) among borrowers.</summary>
    public int Priority { get; init; }

    /// <summary>Bytes per round among equals; 0 takes rate / 10 within 1 000 to 200 000.</summary>
    public long QuantumBytes { get; init; }
}
