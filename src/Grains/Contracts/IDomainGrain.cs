namespace Xenisol.Grains;

/// <summary>A domain: its vCPUs, guest kernel, applications and frontends. Key: <c>run/host/kind/name</c>.</summary>
[Alias("xenisol.IDomainGrain")]
public interface IDomainGrain : IComponentGrain
{
    /// <summary>Its vCPUs with their scheduling parameters.</summary>
    [Alias("GetSummary")]
    Task<DomainSummary> GetSummary();

    /// <summary>Sets the pCPUs of a vCPU at the next boundary; see <see cref="IHostSchedulerGrain.SetAffinity"/>.
    /// </summary>
    /// <param name="vcpu">Its number; −1 for all.</param>
    /// <param name="hard">Where it may run; null leaves that as it is.</param>
    /// <param name="soft">Which it prefers; null leaves that as it is.</param>
    [Alias("SetAffinity")]
    Task<IReadOnlyList<LoggedCommand>> SetAffinity(int vcpu, IReadOnlyList<int>? hard, IReadOnlyList<int>? soft);
}
