using System.Text.Json.Nodes;
using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Scenarios.Tests.Golden;

/// <summary>
/// Aim: no number of a file can be wrong without being told, and no fault of a file is taken for a result. Method:
/// change one value of a shipped file at a time.
/// </summary>
public sealed class GoldenVerifiersTests
{
    private const string Shape = "shape_10mbit_default_burst.json";
    private const string Limit = "limit_pfifo_10.json";
    private const string OneCore = "edf1_u1_harmonic.json";
    private const string Servers = "cbs_two_hogs_u1.json";
    private const string Kernel = "sched_deadline_kernel.json";

    private static readonly Lazy<Dictionary<string, string>> Shipped =
        new(() => ShippedGoldenFiles.Read("htb").Concat(ShippedGoldenFiles.Read("edf"))
            .ToDictionary(file => file.Name, file => file.Json));

    [Theory]
    [InlineData(Shape, "\"median\": 9989372", "\"median\": 9839372", "A.throughput_bps: expected 9839372")]
    [InlineData(Shape, "\"throughput_bps\": 10001484", "\"throughput_bps\": 10008484", "ideal_model: A.throughput_bps")]
    [InlineData(Shape, "\"buffer_ns\": 1280000", "\"buffer_ns\": 1280064", "classes 1:10.buffer_ns: expected 1280064")]
    [InlineData(Limit, "\"drops\": 4117", "\"drops\": 4115", "A.drops: expected 4115 (4114 to 4116), got 4117")]
    [InlineData(Limit, "\"sent\": 8257,\n", "\"sent\": 8256,\n", "ideal_model: A.sent: expected 8256, got 8257")]
    [InlineData(Limit, "\"p99\": 12043.2", "\"p99\": 15043.2", "ideal_model: A.latency_us.p99: expected 15043.2")]
    [InlineData(OneCore, "\"missed\": false", "\"missed\": true", "oracle_fifo: jobs[0] T1.missed: expected true")]
    [InlineData(OneCore, "\"completed\": ", "\"completed\": 1", "oracle_fifo: totals.completed: expected 1")]
    [InlineData(Servers, "\"cpu_time\": {\n   \"T1\": ", "\"cpu_time\": {\n   \"T1\": 9", "soft: tasks[0] T1.cpu_time")]
    [InlineData(Kernel, "\"cpu_ns\": 903386103", "\"cpu_ns\": 913386103", "hog_3_10.reps[0][0].cpu_fraction_ppm")]
    public void A_changed_number_is_told(string file, string written, string changed, string expected)
    {
        GoldenVerdict verdict = GoldenVerifiers.Verify(Changed(file, written, changed), file);

        Assert.Equal(GoldenConformity.Different, verdict.Conformity);
        Assert.Contains(verdict.Differences, difference =>
            difference.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Shape, "\"mode\": \"backlogged\"", "\"mode\": \"eager\"", "$.flows[0].source.mode must be")]
    [InlineData(Shape, "htb rate 10mbit", "htb rate tenmbit", "$.commands[1] has rate 'tenmbit'; it must be a rate")]
    [InlineData(Limit, "\"1:10\",\n   \"parent", "\"1:11\",\n   \"parent", "has classid 1:11, which no command")]
    [InlineData(Shape, "\"packet_bytes\": 1514", "\"packet_bytes\": 0", "$.flows[0].packet_bytes must lie in 1 to")]
    [InlineData(Shape, "\"1:10\",\n   \"classified", "null,\n   \"classified", "bypasses the tree")]
    [InlineData(Shape, "\"measured\": {\n  \"A\"", "\"measured\": {\n  \"Z\"", "$.measured.Z belongs to no flow")]
    [InlineData(OneCore, "\"period\": ", "\"period\": -", "$.tasks[0].period must be positive")]
    [InlineData(OneCore, "\"oracle_fifo\"", "\"oracle\"", "$ lacks 'oracle_fifo'")]
    [InlineData(OneCore, "\"tasks\"", "\"jobs\"", "$ must have \"schema\": \"xenisol-golden/1\", or be a file of HTB")]
    [InlineData(Kernel, "\"mode\": \"hog\"", "\"mode\": \"pig\"", "$.experiments[0].tasks[0].mode must be \"hog\" or")]
    public void A_fault_of_the_file_is_told_with_its_place(string file, string written, string changed, string expected)
    {
        InvalidDataException fault = Assert.Throws<InvalidDataException>(
            () => GoldenVerifiers.Verify(Changed(file, written, changed), file));

        Assert.StartsWith(file, fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"commands\"", "\"notes\"")]
    [InlineData("\"tolerance\"", "\"slack\"")]
    [InlineData("\"window_s\"", "\"window\"")]
    [InlineData("\"measured_share\"", "\"shares\"")]
    [InlineData("\"ideal_model\"", "\"model\"")]
    [InlineData("\"classes\"", "\"klasses\"")]
    [InlineData("\"device\"", "\"card\"")]
    [InlineData("\"oracle\"", "\"where\"")]
    [InlineData("\"stop_ms\"", "\"until\"")]
    public void What_a_file_may_leave_out_is_not_missed(string written, string changed)
    {
        GoldenVerdict verdict = GoldenVerifiers.Verify(Changed(Shape, written, changed), Shape);

        // Without a window of its own a file is measured from the start, where it is a packet faster.
        Assert.True(written == "\"window_s\"" || verdict.Differences.Count == 0);
        Assert.True(verdict.Numbers > 0);
    }

    [Fact]
    public void A_switch_that_the_trace_of_the_file_lacks_is_told()
    {
        JsonObject root = Xen();
        JsonArray trace = root["results"]!["xen-4.23-dev"]!["trace_first_200ms"]!.AsArray();
        Assert.InRange(trace.Count, 2, 799);
        trace.RemoveAt(trace.Count - 1);

        GoldenVerdict verdict = GoldenVerifiers.Verify(root.ToJsonString(), "f");

        GoldenDifference difference = Assert.Single(verdict.Differences);
        Assert.Equal($"trace_first_200ms[{trace.Count}]", difference.What);
        Assert.Equal("no such switch", difference.Expected);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("title")]
    [InlineData("parameterChanges")]
    [InlineData("params")]
    [InlineData("topology")]
    public void What_changes_nothing_may_be_left_out_of_a_file_of_Xen(string member)
    {
        JsonObject root = Xen();
        Assert.True(root.Remove(member));

        Assert.Equal(GoldenConformity.Exact, GoldenVerifiers.Verify(root.ToJsonString(), "f").Conformity);
    }

    [Theory]
    [InlineData("{\"type\":\"periodic\",\"costNs\":1,\"periodNs\":0}", "periodNs")]
    [InlineData("{\"type\":\"yield\",\"quantumNs\":0}", "quantumNs")]
    [InlineData("{\"type\":\"uniform\",\"costNs\":1,\"minGapNs\":0,\"maxGapNs\":0,\"seed\":1}", "maxGapNs")]
    public void A_load_without_an_end_at_one_instant_is_refused(string workload, string member)
    {
        JsonObject root = Xen();
        root["domains"]![0]!["vcpus"]![0]!["workload"] = JsonNode.Parse(workload);

        InvalidDataException fault = Assert.Throws<InvalidDataException>(
            () => GoldenVerifiers.Verify(root.ToJsonString(), "f"));

        Assert.Contains(
            $"vcpus[0].workload.{member} must be positive; found 0.", fault.Message, StringComparison.Ordinal);
    }

    private static JsonObject Xen() => JsonNode.Parse(
        ShippedGoldenFiles.Read("xen.").First(file => file.Name == "credit-01-weights-256-512.json").Json)!.AsObject();

    private static string Changed(string file, string written, string changed)
    {
        string text = Shipped.Value[file];
        int at = text.IndexOf(written, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} has no {written}");
        return string.Concat(text.AsSpan(0, at), changed, text.AsSpan(at + written.Length));
    }
}
