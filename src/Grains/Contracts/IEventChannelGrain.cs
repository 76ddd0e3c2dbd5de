namespace Xenisol.Grains;

/// <summary>An event channel: pending, masked, counts. Key: <c>run/host/kind/name</c>.</summary>
[Alias("xenisol.IEventChannelGrain")]
public interface IEventChannelGrain : IComponentGrain;
