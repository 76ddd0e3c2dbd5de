namespace Xenisol.Grains;

/// <summary>A host and its components. Key: <c>run/host</c>.</summary>
[Alias("xenisol.IHostGrain")]
public interface IHostGrain : IGrainWithStringKey
{
    /// <summary>Its components, in the order of identities.</summary>
    [Alias("GetComponents")]
    Task<IReadOnlyList<ComponentAddress>> GetComponents();

    /// <summary>Its domains with their vCPUs, the driver domain first.</summary>
    [Alias("GetDomains")]
    Task<IReadOnlyList<DomainSummary>> GetDomains();

    /// <summary>The states of all its components at one boundary.</summary>
    [Alias("GetSnapshot")]
    Task<IReadOnlyList<ComponentState>> GetSnapshot();

    /// <summary>Hands a message to a component at the next boundary, as a logged command.</summary>
    [Alias("Inject")]
    Task<LoggedCommand> Inject(ComponentCommand command);
}
