namespace Xenisol.Grains;

/// <summary>A domain: its vCPUs, guest kernel, applications and frontends. Key: <c>run/host/kind/name</c>.</summary>
[Alias("xenisol.IDomainGrain")]
public interface IDomainGrain : IComponentGrain
{
    /// <summary>Its vCPUs with their scheduling parameters.</summary>
    [Alias("GetSummary")]
    Task<DomainSummary> GetSummary();
}
