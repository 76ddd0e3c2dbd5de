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
    [InlineData(Shape, "\"payload_bytes\"", "\"jitter_us\": 5, \"payload_bytes\"", "$.flows[0].jitter_us is no member")]
    [InlineData(Shape, "\"start_ms\"", "\"poisson\": true, \"start_ms\"", "$.flows[0].source.poisson is no member")]
    [InlineData(Limit, "\"start_ms\"", "\"period_ns\": 9, \"start_ms\"", "$.flows[0].source.period_ns is no member")]
    [InlineData(Shape, "\"link\"", "\"rate_bps\": 9, \"link\"", "$.device.rate_bps is no member of the schema")]
    [InlineData(Shape, "\"duration_s\": ", "\"duration_s\": 0.", "$.window_s must end within $.duration_s")]
    [InlineData(Shape, "\"throughput_rel\": ", "\"throughput_rel\": -", "$.tolerance.throughput_rel must not be neg")]
    [InlineData(Shape, "\"throughput_rel\": ", "\"throughput_rel\": 1e9, \"comment\": ", "_rel must be below 1")]
    [InlineData(Shape, "\"share_abs\": ", "\"share_abs\": 1, \"comment\": ", "share_abs must be below 1, at")]
    [InlineData(Shape, "\"latency_p50_us\": ", "\"latency_p50_us\": 1e9, \"comment\": ", "must be below $.duration")]
    [InlineData(Shape, "\"payload_bytes\": ", "\"payload_bytes\": 9, \"comment\": ", "must be packet_bytes, 1514")]
    [InlineData(Shape, "\"measured\": {", "\"measured\": {}, \"comment\": {", "$.measured lacks 'A'; found {}.")]
    [InlineData(Shape, "\"measured\": {", "\"measured\": {\"A\": {}}, \"comment\": {", "measured.A must hold a re")]
    [InlineData(Shape, "\"measured\"", "\"phases\": [{\"window_s\": [0, 1]}], \"measured\"", "$.phases[0] must hold")]
    [InlineData(Shape, "share\": {\n  \"A\"", "share\": {\n  \"Z\"", "$.measured_share.Z belongs to no flow")]
    [InlineData(Shape, "\"id\"", "\"schema\": \"htb/2\", \"id\"", "$.schema must be \"xenisol-golden/1\", or absent")]
    [InlineData(Shape, "\"repeats\"", "\"flows\": [], \"repeats\"", "is not JSON: ")]
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
    [InlineData("\"stop_ms\"", "\"comment\"")]
    public void What_a_file_may_leave_out_is_not_missed(string written, string changed)
    {
        GoldenVerdict verdict = GoldenVerifiers.Verify(Changed(Shape, written, changed), Shape);

        // Without a window of its own a file is measured from the start, where it is a packet faster.
        Assert.True(written == "\"window_s\"" || verdict.Differences.Count == 0);
        Assert.True(verdict.Numbers > 0);
    }

    [Theory]
    [InlineData("\"classid\": \"1:10\",", "classes[0].linklayer")]
    [InlineData("\"kind\": \"pfifo\"", "classes[0].leaf_qdisc.linklayer")]
    [InlineData("\"kind\": \"htb\"", "qdisc.linklayer")]
    public void A_tree_without_commands_has_no_unknown_member(string before, string place)
    {
        string text = Changed(Shape, before, $"\"linklayer\": \"atm\", {before}");
        JsonObject root = JsonNode.Parse(text)!.AsObject();

        GoldenVerdict commanded = GoldenVerifiers.Verify(text, "f");
        Assert.True(root.Remove("commands"));
        InvalidDataException fault = Assert.Throws<InvalidDataException>(
            () => GoldenVerifiers.Verify(root.ToJsonString(), "f"));

        string named = $"$.{place.Replace("[0]", "[*]", StringComparison.Ordinal)}, which is not read";
        Assert.Equal(named, Assert.Single(commanded.NotCompared));
        Assert.Contains($"$.{place} is no member of the schema", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Shape, "\"id\"", "$.colour")]
    [InlineData(Shape, "\"htb_hysteresis\"", "$.oracle.colour")]
    [InlineData(Shape, "\"share_abs\"", "$.tolerance.colour")]
    [InlineData(Shape, "\"ideal_model\"", "$.measured.*.colour")]
    [InlineData(Shape, "\"cum_bytes_at_ms\"", "$.measured.*.ideal_model.colour")]
    [InlineData(OneCore, "\"totals\"", "$.oracle_fifo.colour")]
    [InlineData(OneCore, "\"missed\"", "$.oracle_fifo.jobs[*].colour")]
    public void A_result_that_is_not_read_is_named(string file, string before, string place)
    {
        GoldenVerdict verdict = GoldenVerifiers.Verify(Changed(file, before, $"\"colour\": 1, {before}"), file);

        Assert.Empty(verdict.Differences);
        Assert.Equal($"{place}, which is not read", Assert.Single(verdict.NotCompared));
    }

    [Fact]
    public void All_members_of_the_files_that_ship_are_known() => Assert.All(
        Shipped.Value.Where(file => file.Key != Kernel),
        file => Assert.Empty(GoldenVerifiers.Verify(file.Value, file.Key).NotCompared));

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
