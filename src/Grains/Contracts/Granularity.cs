namespace Xenisol.Grains;

/// <summary>Where the state of a component lives.</summary>
public enum Granularity
{
    /// <summary>In the timeline of its host; its grain is activated only when somebody asks it something.</summary>
    Host,

    /// <summary>In its own grain; the host only orders and forwards messages. Slower, the same bytes.</summary>
    Component,
}
