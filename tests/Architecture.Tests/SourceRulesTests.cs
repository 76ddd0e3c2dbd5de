using System.Text.RegularExpressions;

namespace Xenisol.Architecture.Tests;

/// <summary>What the compiler and the analyzers cannot hold.</summary>
public sealed partial class SourceRulesTests
{
    private const int MaxLines = 400;
    private const int MaxColumns = 120;

    [Fact]
    public void No_floating_point_decides_anything_in_the_emulation() =>
        AssertNone(Repository.Sources("src/Emulation").SelectMany(file => FloatingPoint().Matches(file.Code)
            .Select(match => $"{file.Path}: {match.Value}")));

    [Fact]
    public void No_file_has_more_than_400_lines() =>
        AssertNone(Repository.Sources("src", "tests")
            .Where(file => file.Lines.Length > MaxLines)
            .Select(file => $"{file.Path}: {file.Lines.Length} lines"));

    [Fact]
    public void Most_files_are_short()
    {
        var lengths = Repository.Sources("src").Select(file => file.Lines.Length).Order().ToList();

        Assert.InRange(lengths[lengths.Count / 2], 1, 80);
        Assert.InRange(lengths[lengths.Count * 9 / 10], 1, 250);
    }

    [Fact]
    public void No_line_has_more_than_120_columns() =>
        AssertNone(Repository.Sources("src", "tests").SelectMany(file => file.Lines
            .Index()
            .Where(line => line.Item.Length > MaxColumns)
            .Select(line => $"{file.Path}({line.Index + 1}): {line.Item.Length} columns")));

    [Fact]
    public void A_file_declares_one_type_and_is_named_after_it() =>
        AssertNone(Repository.Sources("src", "tests")
            .Where(file => file.Name != "Program" && !file.TopLevelTypes.SequenceEqual([file.Name]))
            .Select(file => $"{file.Path}: {string.Join(", ", file.TopLevelTypes)}"));

    [Fact]
    public void Nothing_is_left_undone() =>
        AssertNone(Repository.Sources("src", "tests")
            .Where(file => file.Name != nameof(SourceRulesTests))
            .SelectMany(file => Unfinished().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}")));

    [Fact]
    public void No_project_silences_missing_documentation() =>
        AssertNone(Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(path => File.ReadAllText(path).Contains("1591", StringComparison.Ordinal)));

    [Fact]
    public void The_rules_find_what_they_look_for()
    {
        var file = new SourceFile(
            "src/Two.cs",
            """
            // double in a comment
            public sealed class One { const string Text = "float"; double _value = 1.5; }
            internal readonly record struct Two(int A);
            """);

        Assert.Equal(["One", "Two"], file.TopLevelTypes);
        Assert.Equal(["double", "1.5"], FloatingPoint().Matches(file.Code).Select(match => match.Value));
    }

    private static void AssertNone(IEnumerable<string> violations) => Assert.Equal([], violations);

    [GeneratedRegex(
        @"\b(?:float|double|decimal|Single|Double|Decimal|Half)\b|\b\d[\d_]*\.\d+",
        RegexOptions.None,
        matchTimeoutMilliseconds: 5_000)]
    private static partial Regex FloatingPoint();

    [GeneratedRegex(
        @"\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException|Thread\.Sleep",
        RegexOptions.None,
        matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Unfinished();
}
