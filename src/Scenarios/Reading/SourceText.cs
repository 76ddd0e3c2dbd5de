namespace Xenisol.Scenarios.Reading;

/// <summary>Where text came from: a file with its lines, or an option of the command line without any.</summary>
internal sealed class SourceText
{
    private readonly string[] _lines;

    private SourceText(string name, string[] lines)
    {
        Name = name;
        _lines = lines;
    }

    public string Name { get; }

    /// <summary>
    /// Whether it was given on the command line; then relative paths in it start at the working directory.
    /// </summary>
    public bool IsOption => _lines.Length == 0;

    public static SourceText OfFile(string name, string text) => new(name, text.Split('\n'));

    public static SourceText OfOption(string option) => new(option, []);

    public string Line(int number) =>
        number >= 1 && number <= _lines.Length ? _lines[number - 1].TrimEnd('\r') : "";
}
