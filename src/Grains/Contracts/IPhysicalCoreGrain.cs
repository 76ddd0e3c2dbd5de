namespace Xenisol.Grains;

/// <summary>A physical core: what runs, and how its time was spent. Key: <c>run/host/kind/name</c>.</summary>
[Alias("xenisol.IPhysicalCoreGrain")]
public interface IPhysicalCoreGrain : IComponentGrain;
