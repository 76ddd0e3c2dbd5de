namespace Xenisol.Grains;

/// <summary>The clients of a domain, or the remote end of its streams. Key: <c>run/host/kind/name</c>.</summary>
[Alias("xenisol.IClientGrain")]
public interface IClientGrain : IComponentGrain;
