namespace Xenisol.Grains;

/// <summary>A domain as <c>xl list</c> and <c>xl vcpu-list</c> show it.</summary>
/// <param name="Number">Its number on the host; the driver domain, if there is one, is 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tenant">Its owner; empty for a driver domain.</param>
/// <param name="Host">Its host.</param>
/// <param name="Vcpus">Its vCPUs.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.domain-summary")]
public sealed record DomainSummary(
    [property: Id(0)] int Number,
    [property: Id(1)] string Name,
    [property: Id(2)] string Tenant,
    [property: Id(3)] string Host,
    [property: Id(4)] IReadOnlyList<VcpuSummary> Vcpus);
