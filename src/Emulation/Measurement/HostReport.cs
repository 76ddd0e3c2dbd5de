using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Measurement;

/// <summary>What a host's cores did.</summary>
public sealed record HostReport
{
    /// <summary>The host.</summary>
    public required string Host { get; init; }

    /// <summary>Running vCPUs.</summary>
    public Duration Run { get; init; }

    /// <summary>Switching and refilling caches.</summary>
    public Duration Switch { get; init; }

    /// <summary>Handling interrupts.</summary>
    public Duration Interrupt { get; init; }

    /// <summary>Deciding what to run.</summary>
    public Duration Hypervisor { get; init; }

    /// <summary>Doing nothing.</summary>
    public Duration Idle { get; init; }

    /// <summary>CPU time of the driver domain.</summary>
    public Duration DriverDomain { get; init; }

    /// <summary>… of which no domain caused directly; domains bear it in proportion to what they caused.</summary>
    public Duration DriverOverhead { get; init; }

    /// <summary>Context switches.</summary>
    public long Switches { get; init; }

    /// <summary>Its vCPUs, the driver domain's first; over the whole run.</summary>
    public IReadOnlyList<VcpuReport> Vcpus { get; init; } = [];
}
