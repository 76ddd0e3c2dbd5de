using System.Text.RegularExpressions;

namespace Xenisol.Architecture.Tests;

/// <summary>One C# file.</summary>
/// <param name="Path">Relative to the repository, with slashes.</param>
/// <param name="Text">Its text.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    public string[] Lines { get; } = Text.TrimEnd('\n').Split('\n');

    /// <summary>
    /// The file's name without extension and without what follows a dot in the name of a partial type.
    /// </summary>
    public string Name => System.IO.Path.GetFileName(Path).Split('.')[0];

    /// <summary>The names of the types that are declared at the outermost level.</summary>
    public IEnumerable<string> TopLevelTypes =>
        Lines.Select(line => Declaration().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups["name"].Value);

    /// <summary>The text without comments, strings and characters.</summary>
    public string Code => NoCode().Replace(Text, " ");

    [GeneratedRegex(
        @"^(?:public |internal |file )?(?:static |sealed |abstract |readonly |partial |ref )*"
        + @"(?:class|struct|interface|enum|record struct|record|delegate \S+) (?<name>\w+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Declaration();

    [GeneratedRegex(
        @"//[^\n]*|/\*.*?\*/|""""""(?:.*?)""""""|@""(?:[^""]|"""")*""|""(?:\\.|[^""\\\n])*""|'(?:\\.|[^'\\])+'",
        RegexOptions.Singleline,
        matchTimeoutMilliseconds: 5_000)]
    private static partial Regex NoCode();
}
