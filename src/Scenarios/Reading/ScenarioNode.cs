namespace Xenisol.Scenarios.Reading;

/// <summary>A node of a scenario's tree; it knows where it was written.</summary>
internal abstract class ScenarioNode(SourcePosition position)
{
    public SourcePosition Position { get; } = position;

    /// <summary>What an error says was found, such as <c>the text 'fast'</c>.</summary>
    public abstract string Found { get; }
}
