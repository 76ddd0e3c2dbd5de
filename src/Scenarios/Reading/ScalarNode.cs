namespace Xenisol.Scenarios.Reading;

/// <summary>A text, quoted or not.</summary>
internal sealed class ScalarNode(SourcePosition position, string text, bool quoted) : ScenarioNode(position)
{
    private const int ShownMax = 60;

    public string Text { get; } = text;

    public bool Quoted { get; } = quoted;

    /// <summary>YAML's null: the same as leaving the key out.</summary>
    public bool IsNull => !Quoted && Text is "" or "~" or "null";

    public override string Found => IsNull ? "nothing" : $"'{Shown}'";

    private string Shown => Text.Length <= ShownMax ? Text : $"{Text.AsSpan(0, ShownMax - 3)}...";

    /// <summary>Where a part of the text stands that starts at <paramref name="offset"/>.</summary>
    public SourcePosition At(int offset) => Position.Right(Quoted ? offset + 1 : offset);
}
