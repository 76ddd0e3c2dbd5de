namespace Xenisol.Grains;

/// <summary>A disk: its operations and interrupts. Key: <c>run/host/kind/name</c>.</summary>
[Alias("xenisol.IDiskGrain")]
public interface IDiskGrain : IComponentGrain;
