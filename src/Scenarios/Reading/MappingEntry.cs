namespace Xenisol.Scenarios.Reading;

/// <summary>A key of a mapping and its value.</summary>
internal sealed record MappingEntry(string Key, SourcePosition KeyPosition, ScenarioNode Value);
