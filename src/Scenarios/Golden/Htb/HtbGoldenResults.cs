namespace Xenisol.Scenarios.Golden.Htb;

/// <summary>Reads what the kernel and the model made of each flow.</summary>
internal static class HtbGoldenResults
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    public static IReadOnlyList<HtbGoldenResult> Read(GoldenNode root, List<string> names)
    {
        GoldenNode measured = root["measured"];
        GoldenNode? shares = root.Given("measured_share");
        RequireKnown(measured, names);
        RequireKnown(shares, names);
        return [.. names.Select(name => Flow(measured[name], shares?.Given(name)))];
    }

    /// <summary>Refuses results of a flow that is not of the file.</summary>
    internal static void RequireKnown(GoldenNode? results, List<string> names)
    {
        foreach ((string name, GoldenNode flow) in results?.Fields() ?? [])
        {
            if (!names.Contains(name))
            {
                throw flow.Wrong("belongs to no flow of the file");
            }
        }
    }

    private static HtbGoldenResult Flow(GoldenNode node, GoldenNode? share)
    {
        GoldenNode? latency = node.Given("latency_us");
        GoldenNode? model = node.Given("ideal_model");
        HtbGoldenResult result = new()
        {
            Throughput = node.Given("throughput_bps") is GoldenNode throughput
                ? throughput.Given("median")?.Decimal() ?? Middle(throughput)
                : null,
            Share = share?.Decimal(),
            LossFraction = node.Given("loss_fraction") is GoldenNode loss ? Middle(loss) : null,
            LatencyP50 = latency?.Given("p50") is GoldenNode p50 ? Middle(p50) : null,
            LatencyP99 = latency?.Given("p99") is GoldenNode p99 ? Middle(p99) : null,
            ModelThroughput = model?.Given("throughput_bps")?.Decimal(),
            ModelCurve = [.. (model?.Given("cum_bytes_at_ms")?.Items() ?? []).Select(Point)],
            ModelOffered = model?.Given("sent")?.Whole(),
            ModelDropped = model?.Given("drops")?.Whole(),
            ModelLatency = model?.Given("latency_us") is GoldenNode latencies
                ? latencies.Fields().ToDictionary(field => field.Key, field => field.Value.Decimal())
                : new Dictionary<string, decimal>(),
        };
        return !result.IsEmpty
            ? result
            : throw node.Wrong("must hold a result: throughput_bps, loss_fraction, latency_us or ideal_model");
    }

    private static decimal Middle(GoldenNode node) => node.Given("reps")?.Median() ?? node["mean"].Decimal();

    private static (long At, long Bytes) Point(GoldenNode node)
    {
        IReadOnlyList<GoldenNode> pair = node.Items();
        return pair.Count == 2
            ? (HtbGoldenReader.Nanoseconds(pair[0], NanosecondsPerMillisecond), pair[1].Whole())
            : throw node.Wrong("must hold an instant and bytes");
    }
}
