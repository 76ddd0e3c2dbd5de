using System.Text.RegularExpressions;

namespace Xenisol.Architecture.Tests;

public sealed partial class DocumentationTests
{
    private const int ReadmeLines = 60;

    public static TheoryData<string> Models =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "models"), "*.md")
            .Select(path => Path.GetFileName(path)).Order()];

    public static TheoryData<string> Policies =>
        [.. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src", "Emulation", "Hypervisor"))
            .Where(path => Directory.EnumerateFiles(path, "*Scheduler.cs").Any())
            .Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_states_its_scope_and_limitations_first(string page)
    {
        var headings = Repository.Read($"docs/models/{page}").Split('\n')
            .Where(line => line.StartsWith('#')).ToList();

        Assert.StartsWith("# ", headings[0], StringComparison.Ordinal);
        Assert.Equal("## Scope and limitations", headings[1]);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Every_scheduling_policy_has_its_page_and_its_tests(string policy)
    {
#pragma warning disable CA1308 // Pages are named in lower case.
        Assert.True(Repository.Exists($"docs/models/{policy.ToLowerInvariant()}.md"), $"{policy} has no page.");
#pragma warning restore CA1308
        Assert.True(
            Repository.Sources("tests/Emulation.Tests/Hypervisor")
                .Any(file => file.Text.Contains(policy, StringComparison.OrdinalIgnoreCase)),
            $"No test names {policy}.");
    }

    [Fact]
    public void Decisions_fit_a_page_and_have_a_number_each()
    {
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "decisions"), "*.md");

        Assert.NotEmpty(pages);
        Assert.All(pages, page => Assert.Matches("^[0-9]{4}-[a-z0-9-]+[.]md$", Path.GetFileName(page)));
        Assert.Distinct(pages.Select(page => Path.GetFileName(page)[..4]));
        Assert.All(pages, page => Assert.InRange(File.ReadAllLines(page).Length, 1, 80));
    }

    [Fact]
    public void Tests_that_the_documents_name_exist()
    {
        var tests = Repository.Sources("tests").Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        var gone = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .SelectMany(page => TestName().Matches(File.ReadAllText(page))
                .Select(match => match.Groups["name"].Value)
                .Where(name => !tests.Contains(name))
                .Select(name => $"{Path.GetRelativePath(Repository.Root, page)}: {name}"));

        Assert.Empty(gone);
    }

    [Fact]
    public void Links_between_the_documents_lead_somewhere()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "deploy"), "*.md"));
        var broken = pages.SelectMany(page => MarkdownLinks.Of(File.ReadAllText(page))
            .Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, link)))
            .Select(link => $"{Path.GetRelativePath(Repository.Root, page)}: {link}"));

        Assert.Equal([], broken);
    }

    /// <summary>Blank lines and measured results do not count: real output in text blocks, and tables.</summary>
    [Fact]
    public void The_readme_is_short()
    {
        var inOutput = false;
        var lines = 0;
        foreach (var line in Repository.Read("README.md").TrimEnd().Split('\n'))
        {
            inOutput = line == "```text" || (inOutput && line != "```");
            lines += inOutput || line.Length == 0 || line.StartsWith('|') ? 0 : 1;
        }

        Assert.InRange(lines, 1, ReadmeLines);
    }

    /// <summary>A test class in backquotes; projects such as <c>Client.Tests</c> and wildcards are none.</summary>
    [GeneratedRegex(
        "`(?<name>[A-Z][A-Za-z0-9]+(?:Tests|Properties|Differential))`",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex TestName();
}
