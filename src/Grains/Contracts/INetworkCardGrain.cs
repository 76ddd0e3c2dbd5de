namespace Xenisol.Grains;

/// <summary>A network card: its rings and interrupts. Key: <c>run/host/kind/name</c>.</summary>
[Alias("xenisol.INetworkCardGrain")]
public interface INetworkCardGrain : IComponentGrain;
