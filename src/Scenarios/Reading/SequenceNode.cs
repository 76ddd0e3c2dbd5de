namespace Xenisol.Scenarios.Reading;

/// <summary>A list.</summary>
internal sealed class SequenceNode(SourcePosition position, List<ScenarioNode> items) : ScenarioNode(position)
{
    public List<ScenarioNode> Items { get; } = items;

    public override string Found => "a list";
}
