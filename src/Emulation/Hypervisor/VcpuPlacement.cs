namespace Xenisol.Emulation.Hypervisor;

/// <summary>A vCPU as the host scheduler knows it from the plan.</summary>
/// <param name="Domain">The number of its domain on the host.</param>
/// <param name="DomainComponent">The identity of its domain's component.</param>
/// <param name="Affinity">The pCPUs it may run on; empty for all.</param>
/// <param name="SoftAffinity">The pCPUs it prefers; empty for all.</param>
internal sealed record VcpuPlacement(
    int Domain, int DomainComponent, IReadOnlyList<int> Affinity, IReadOnlyList<int> SoftAffinity);
