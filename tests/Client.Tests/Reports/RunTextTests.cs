using Xenisol.Client.Reports;
using Xenisol.Client.Tests.Golden;

namespace Xenisol.Client.Tests.Reports;

public class RunTextTests
{
    [Fact]
    public void A_wide_terminal_shows_one_table() => GoldenText.Equal("run.txt", Text(width: 0));

    [Fact]
    public void A_narrow_terminal_shows_the_table_folded() => GoldenText.Equal("run-80.txt", Text(width: 80));

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(140)]
    public void No_line_of_a_table_is_wider_than_the_terminal(int width)
    {
        using StringWriter output = new();
        ResultTable.Of(SampleOutcome.Report()).Write(output, width);
        Assert.All(output.ToString().Split('\n'), line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void An_interrupted_run_says_what_it_covers()
    {
        using StringWriter output = new();
        RunText.Write(output, SampleOutcome.Create(interrupted: true), 0);
        Assert.Contains("INTERRUPTED: this covers 5.00 s of 12.0 s.", output.ToString());
    }

    [Fact]
    public void The_last_line_is_the_digest() =>
        Assert.Equal("digest   0123456789abcdef", Text(width: 0).TrimEnd().Split('\n')[^1]);

    private static string Text(int width)
    {
        using StringWriter output = new() { NewLine = "\n" };
        RunText.Write(output, SampleOutcome.Create(), width);
        return output.ToString();
    }
}
