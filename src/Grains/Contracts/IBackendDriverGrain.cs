namespace Xenisol.Grains;

/// <summary>A backend driver in the driver domain: its rings and shaping. Key: <c>run/host/kind/name</c>.</summary>
[Alias("xenisol.IBackendDriverGrain")]
public interface IBackendDriverGrain : IComponentGrain;
