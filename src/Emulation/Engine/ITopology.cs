namespace Xenisol.Emulation.Engine;

/// <summary>Which timeline a component belongs to.</summary>
public interface ITopology
{
    /// <summary>The index of the timeline that <paramref name="component"/> belongs to.</summary>
    int TimelineOf(int component);
}
