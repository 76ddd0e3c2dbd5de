namespace Xenisol.Grains;

/// <summary>The switch and the links between hosts and clients. Key: <c>run/host/kind/name</c>.</summary>
[Alias("xenisol.IFabricGrain")]
public interface IFabricGrain : IComponentGrain;
