namespace Xenisol.Scenarios.Tests.Reading;

public sealed class ScenarioErrorTests
{
    [Fact]
    public void Error_shows_place_message_line_and_caret() => Assert.Equal(
        """
        sample.yaml:8:3: Unknown key 'croes' in host 'host'; did you mean 'cores'?
            croes: 4
            ^
        """.ReplaceLineEndings("\n"),
        Sample.Errors("cores: 4", "croes: 4")[1].ToString());

    [Fact]
    public void Caret_keeps_the_tabs_before_it() => Assert.Equal(
        "f:1:3: m\n  \t\tx\n  \t\t^", new ScenarioError("f", 1, 3, "m", "\t\tx").ToString());

    [Theory]
    [InlineData(1)]
    [InlineData(81)]
    [InlineData(82)]
    [InlineData(2_500)]
    [InlineData(4_999)]
    [InlineData(5_000)]
    [InlineData(5_001)]
    public void Of_a_long_line_the_part_around_the_caret_is_shown(int column)
    {
        string line = string.Concat(Enumerable.Range(0, 5_000).Select(i => (char)('a' + (i % 26))));

        string[] shown = new ScenarioError("f", 1, column, "m", line).ToString().Split('\n');

        Assert.True(shown[1].Length <= 130, shown[1]);
        int caret = shown[2].IndexOf('^', StringComparison.Ordinal);
        Assert.Equal(column <= 5_000 ? line[column - 1] : '\0', caret < shown[1].Length ? shown[1][caret] : '\0');
        Assert.Equal(column > 81, shown[1].StartsWith("  … ", StringComparison.Ordinal));
        Assert.Equal(column < 4_960, shown[1].EndsWith(" …", StringComparison.Ordinal));
    }

    [Fact]
    public void Error_without_line_shows_its_source_only() =>
        Assert.Equal("f: m", new ScenarioError("f", 0, 0, "m", "").ToString());

    [Fact]
    public void Several_errors_are_reported_at_once_in_the_order_of_lines()
    {
        string text = Sample.Text
            .Replace("warmup: 2s", "warmup: 2", StringComparison.Ordinal)
            .Replace("scheduler: hybrid", "scheduler: hybird", StringComparison.Ordinal)
            .Replace("weight: 256", "wieght: 256", StringComparison.Ordinal)
            .Replace("plan: guaranteed", "plan: guarantied", StringComparison.Ordinal)
            .Replace("gold.web.latency", "gold.wbe.latency", StringComparison.Ordinal);

        ScenarioResult result = ScenarioFile.Parse(text, "sample.yaml", "", []);

        Assert.Null(result.Plan);
        Assert.Equal(
            [
                (4, 9, "'warmup' of the scenario: '2' lacks its unit: a duration is needed in ns, us, ms, s, min or h,"
                    + " such as 10ms."),
                (9, 14, "Unknown scheduler 'hybird' of host 'host'; did you mean 'hybrid'?"),
                (18, 10, "Unknown key 'wieght' in 'cpu' of plan 'best-effort'; did you mean 'weight'?"),
                (23, 9, "Unknown plan 'guarantied'; did you mean 'guaranteed'?"),
                (32, 8, "Tenant 'gold' has no domain 'wbe'; did you mean 'web'?"),
            ],
            result.Errors.Take(5).Select(error => (error.Line, error.Column, error.Message)));
    }

    [Fact]
    public void Long_option_is_shown_with_its_beginning_and_a_long_path_whole()
    {
        string option = "--set tenants=" + new string('x', 500);
        Assert.Equal($"{option[..120]} …: m", new ScenarioError(option, 0, 0, "m", "").ToString());
        string path = new('p', 500);
        Assert.Equal($"{path}: m", new ScenarioError(path, 0, 0, "m", "").ToString());
    }
}
