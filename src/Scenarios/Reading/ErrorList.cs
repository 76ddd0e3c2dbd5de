namespace Xenisol.Scenarios.Reading;

/// <summary>Collects the faults of a scenario, so that one run shows them all.</summary>
internal sealed class ErrorList
{
    private readonly List<ScenarioError> _errors = [];

    public bool IsEmpty => _errors.Count == 0;

    public void Add(SourcePosition position, string message) => _errors.Add(new ScenarioError(
        position.Source.Name, position.Line, position.Column, message, position.Source.Line(position.Line)));

    public void Add(ScenarioNode node, string message) => Add(node.Position, message);

    /// <summary>The faults by line, those of options first; each once.</summary>
    public IReadOnlyList<ScenarioError> ByLine() =>
        [.. _errors.Distinct().OrderBy(error => error.Line).ThenBy(error => error.Column)];
}
