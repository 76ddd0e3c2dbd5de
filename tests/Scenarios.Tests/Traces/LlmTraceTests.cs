using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Traces;

namespace Xenisol.Scenarios.Tests.Traces;

public sealed class LlmTraceTests
{
    private const string Header = "TIMESTAMP,ContextTokens,GeneratedTokens";

    [Fact]
    public void Requests_are_sent_as_long_after_the_first_as_they_were_recorded() => Assert.Equal(
        [
            new TraceRequest(VirtualTime.Zero, Duration.FromMicroseconds(374 * 2 + 44 * 75), 44 * 4),
            new TraceRequest(
                VirtualTime.FromNanoseconds(1_000_000_100), Duration.FromMicroseconds(10 * 2 + 20 * 75), 20 * 4),
        ],
        Parse($"{Header}\n2024-01-31 23:59:59.6805900,374,44\n2024-02-01 00:00:00.6805901,10,20\n"));

    [Theory]
    [InlineData("\n", "\n")]
    [InlineData("\r\n", "\r\n")]
    [InlineData("\r\n", "")]
    [InlineData("\n", "")]
    [InlineData("\n", "\n\n")]
    public void Line_ends_make_no_difference(string between, string last) => Assert.Equal(
        2, Parse($"{Header}{between}2024-01-01 00:00:00,1,1{between}2024-01-01 00:00:01.5,1,1{last}").Count);

    [Fact]
    public void Requests_of_one_instant_keep_their_order() => Assert.Equal(
        [40L, 80L],
        Parse($"{Header}\n2024-01-01 00:00:00,1,10\n2024-01-01 00:00:00,1,20").Select(request => request.ReplyBytes));

    [Fact]
    public void Requests_after_the_end_of_the_run_are_left_out() => Assert.Single(
        Parse($"{Header}\n2024-01-01 00:00:00,1,1\n2024-01-01 01:00:00,1,1"));

    [Theory]
    [InlineData("TIME,A,B\n", 1, 1, "A trace starts with the line 'TIMESTAMP,ContextTokens,GeneratedTokens'.")]
    [InlineData(Header, 1, 1, "The trace has no request after its header.")]
    [InlineData(Header + "\n2024-01-01 00:00:00,1", 2, 1,
        "A request has 3 fields, 'TIMESTAMP,ContextTokens,GeneratedTokens'; found 2.")]
    [InlineData(Header + "\n2024-01-01 00:00:00,1,1\n\n2024-01-01 00:00:01,1,1", 3, 1,
        "A request has 3 fields, 'TIMESTAMP,ContextTokens,GeneratedTokens'; found 1.")]
    [InlineData(Header + "\n2024-13-01 00:00:00,1,1", 2, 1,
        "'2024-13-01 00:00:00' is no time such as 2023-11-16 18:15:46.6805900.")]
    [InlineData(Header + "\n2024-01-01 00:00:00.,1,1", 2, 1,
        "'2024-01-01 00:00:00.' is no time such as 2023-11-16 18:15:46.6805900.")]
    [InlineData(Header + "\n2024-01-01 00:00:00,1,many", 2, 23, "'many' is no number of tokens from 0 to 100000000.")]
    [InlineData(Header + "\n2024-01-01 00:00:00,-1,1", 2, 21, "'-1' is no number of tokens from 0 to 100000000.")]
    [InlineData(Header + "\n2024-01-01 00:00:01,1,1\n2024-01-01 00:00:00.9,1,1", 3, 1,
        "The request at '2024-01-01 00:00:00.9' is earlier than the one before; sort the trace by time.")]
    public void Malformed_lines_are_named(string text, int line, int column, string message)
    {
        ErrorList errors = new();
        _ = LlmTrace.Parse("trace.csv", text, TokenCosts.Default, Duration.FromSeconds(60), errors);

        ScenarioError error = Assert.Single(errors.ByLine());
        Assert.Equal(("trace.csv", line, column, message), (error.Source, error.Line, error.Column, error.Message));
    }

    [Fact]
    public void Reading_stops_after_ten_faults()
    {
        ErrorList errors = new();
        _ = LlmTrace.Parse(
            "trace.csv", Header + string.Concat(Enumerable.Repeat("\nx", 50)), TokenCosts.Default, Duration.Zero,
            errors);

        Assert.Equal(10, errors.ByLine().Count);
        Assert.EndsWith("reading stops here.", errors.ByLine()[9].Message, StringComparison.Ordinal);
    }

    // The means of the conversation trace: 5.53 requests a second, 1 155 tokens read and 211 written.
    [Fact]
    public void Default_costs_keep_a_core_busy_for_a_tenth_of_the_time()
    {
        Duration mean = TokenCosts.Default.CpuTime(1_155, 211);

        Assert.InRange(mean.Nanoseconds * 553 / 100, 95_000_000, 105_000_000);
    }

    [Fact]
    public void Scenario_finds_its_trace_beside_it_and_sets_what_tokens_cost()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("xenisol-trace-");
        try
        {
            File.WriteAllText(
                Path.Combine(directory.FullName, "own.csv"), $"{Header}\n2024-01-01 00:00:00,3,5\n");
            string text = Sample.Text.Replace(
                "load: { poisson: 400/s }",
                "load: { trace: { file: own.csv, contextToken: 1us, generatedToken: 10us, bytesPerToken: 6B } }",
                StringComparison.Ordinal);

            LoadPlan? load = ScenarioFile.Parse(text, "sample.yaml", directory.FullName, []).Plan?.Domains[0].Load;

            Assert.NotNull(load);
            Assert.Equal(ArrivalKind.Trace, load.Arrivals);
            Assert.Equal([new TraceRequest(VirtualTime.Zero, Duration.FromMicroseconds(53), 30)], load.Trace);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void Scenario_with_a_malformed_trace_is_refused_at_the_line_of_the_trace()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("xenisol-trace-");
        try
        {
            string path = Path.Combine(directory.FullName, "own.csv");
            File.WriteAllText(path, $"{Header}\n2024-01-01 00:00:00,3,5\nyesterday,3,5\n");

            ScenarioResult result = ScenarioFile.Parse(
                Sample.Text, "sample.yaml", "", [$"tenants[0].domains[0].load={{ trace: {path} }}"]);

            Assert.Null(result.Plan);
            Assert.Equal(
                $"{path}:3:1: 'yesterday' is no time such as 2023-11-16 18:15:46.6805900.\n  yesterday,3,5\n  ^",
                Assert.Single(result.Errors).ToString());
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static IReadOnlyList<TraceRequest> Parse(string text)
    {
        ErrorList errors = new();
        IReadOnlyList<TraceRequest> requests =
            LlmTrace.Parse("trace.csv", text, TokenCosts.Default, Duration.FromSeconds(60), errors);
        Assert.Empty(errors.ByLine());
        return requests;
    }
}
