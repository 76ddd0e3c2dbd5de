using System.Globalization;
using Xenisol.Emulation.Fleet;

namespace Xenisol.Scenarios.Golden;

/// <summary>Reads <c>acceptance</c> of a golden file: for each engine, a band for each vCPU.</summary>
internal static class GoldenBands
{
    private const string LatencyPrefix = "wakeLatencyNs_p";

    /// <summary>The bands by engine; empty where the file has none.</summary>
    /// <exception cref="InvalidDataException">A band is malformed; the message names it.</exception>
    public static IReadOnlyList<(string Engine, IReadOnlyList<GoldenBand> Bands)> Read(GoldenNode root, RunPlan plan)
    {
        List<string> names = [.. plan.Domains.SelectMany(domain =>
            Enumerable.Range(0, domain.Vcpus.Count).Select(vcpu => $"{domain.Name}.v{vcpu}"))];
        return root.Given("acceptance") is GoldenNode engines
            ? [.. engines.Fields().Select(engine => (engine.Key, Bands(engine.Value, names)))]
            : [];
    }

    private static IReadOnlyList<GoldenBand> Bands(GoldenNode engine, List<string> names) =>
        [.. engine.Items().Select(node => Band(node, names))];

    private static GoldenBand Band(GoldenNode node, List<string> names)
    {
        int vcpu = names.IndexOf(node["name"].Text());
        return new GoldenBand(
            vcpu >= 0 ? vcpu : throw node["name"].Wrong("must name a vCPU of the file, such as \"D0.v0\""),
            names[vcpu],
            node["shareMin"].Decimal(),
            node["shareMax"].Decimal(),
            [.. node.Fields()
                .Where(field => field.Key.StartsWith(LatencyPrefix, StringComparison.Ordinal))
                .Select(field => Latency(field.Key, field.Value))]);
    }

    private static (int Percent, long Least, long Greatest) Latency(string key, GoldenNode node)
    {
        IReadOnlyList<GoldenNode> ends = node.Items();
        return ends.Count == 2
            && int.TryParse(
                key.AsSpan(LatencyPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int percent)
            && percent is > 0 and <= 100
            ? (percent, ends[0].Whole(), ends[1].Whole())
            : throw node.Wrong("must be a percentile with a least and a greatest value");
    }
}
