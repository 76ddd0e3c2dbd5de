using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>
/// A scenario after binding: every default filled in, every count expanded, every unit resolved, everything checked.
/// Plain data that serialises to JSON; the same plan builds the same world on every silo.
/// </summary>
public sealed record RunPlan
{
    /// <summary>The scenario's name.</summary>
    public required string Name { get; init; }

    /// <summary>The seed of all random streams.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How much virtual time is emulated, warm-up included.</summary>
    public required Duration Duration { get; init; }

    /// <summary>Virtual time at the start that statistics leave out; shorter than <see cref="Duration"/>.</summary>
    public required Duration Warmup { get; init; }

    /// <summary>The hosts, in the scenario's order.</summary>
    public required IReadOnlyList<HostPlan> Hosts { get; init; }

    /// <summary>What customers can buy.</summary>
    public IReadOnlyList<TariffPlan> Plans { get; init; } = [];

    /// <summary>The customers.</summary>
    public IReadOnlyList<TenantPlan> Tenants { get; init; } = [];

    /// <summary>
    /// All guest domains, counts expanded, in the scenario's order; driver domains are not among them.
    /// </summary>
    public required IReadOnlyList<DomainPlan> Domains { get; init; }

    /// <summary>The network between hosts and clients.</summary>
    public FabricPlan Fabric { get; init; } = new();

    /// <summary>What the scenario promises; a broken one makes the run exit with 99.</summary>
    public IReadOnlyList<PromisePlan> Promises { get; init; } = [];
}
