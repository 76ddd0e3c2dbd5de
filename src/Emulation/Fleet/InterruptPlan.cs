using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>Where a driver domain takes its interrupts: the card's, and those of its event channels.</summary>
public sealed record InterruptPlan
{
    /// <summary>Who binds what is not bound by hand.</summary>
    public InterruptBalancerKind Balancer { get; init; }

    /// <summary>The driver domain's vCPU to which the card's event channel is bound by hand; −1 for none.</summary>
    public int CardVcpu { get; init; } = -1;

    /// <summary>The interfaces whose event channels are bound by hand.</summary>
    public IReadOnlyList<DomainBinding> Domains { get; init; } = [];

    /// <summary>
    /// What an upcall handles after it has run for so long is masked for ten ticks after it; zero for no limit.
    /// </summary>
    public Duration UpcallLimit { get; init; }
}
