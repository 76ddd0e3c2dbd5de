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
        [.. Matched(engine.Items(), names).Select(one => Band(one.Node, one.Vcpu, names))];

    /// <summary>Names may repeat: the next band of a name is of the next vCPU that is called so.</summary>
    private static IEnumerable<(GoldenNode Node, int Vcpu)> Matched(
        IReadOnlyList<GoldenNode> nodes, List<string> names)
    {
        Dictionary<string, int> last = [];
        foreach (GoldenNode node in nodes)
        {
            string name = node["name"].Text();
            int vcpu = names.IndexOf(name, last.GetValueOrDefault(name, -1) + 1);
            last[name] = vcpu;
            yield return (node, vcpu);
        }
    }

    private static GoldenBand Band(GoldenNode node, int vcpu, List<string> names) =>
        new(
            vcpu >= 0 ? vcpu : throw node["name"].Wrong("must name a vCPU of the file, such as \"D0.v0\", once"),
            names[vcpu],
            node["shareMin"].Decimal(),
            node["shareMax"].Decimal(),
            [.. node.Fields()
                .Where(field => field.Key.StartsWith(LatencyPrefix, StringComparison.Ordinal))
                .Select(field => Latency(field.Key, field.Value))]);

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
