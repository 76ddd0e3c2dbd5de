using System.Globalization;

using Xenisol.Emulation.Fleet;

namespace Xenisol.Client.Xl;

/// <summary>Lists of pCPUs as xl reads and prints them.</summary>
internal static class CpuList
{
    /// <summary>
    /// Reads <c>all</c>, <c>3</c>, <c>0-3</c>, <c>node:1</c>, <c>nodes:0-1</c>, each with <c>^</c> before it taken out
    /// again, separated by commas. pCPUs that the host lacks are dropped, as libxl does.
    /// </summary>
    /// <exception cref="XlException">It is no such list.</exception>
    public static IReadOnlyList<int> Parse(string text, HostPlan host)
    {
        SortedSet<int> cpus = [];
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            Update(cpus, part, host);
        }

        return [.. cpus];
    }

    /// <summary>Prints a set as <c>all</c>, <c>none</c>, or ranges such as <c>0-3,5</c>.</summary>
    public static string Show(IReadOnlyList<int> cpus, int count)
    {
        if (cpus.Count == 0 || cpus.Count == count)
        {
            return cpus.Count == 0 ? "none" : "all";
        }

        List<string> ranges = [];
        for (var i = 0; i < cpus.Count; i++)
        {
            var first = cpus[i];
            while (i + 1 < cpus.Count && cpus[i + 1] == cpus[i] + 1)
            {
                i++;
            }

            ranges.Add(Range(first, cpus[i]));
        }

        return string.Join(',', ranges);
    }

    private static void Update(SortedSet<int> cpus, string part, HostPlan host)
    {
        var takesOut = part.StartsWith('^');
        var text = takesOut ? part[1..] : part;
        var isNodes = text.StartsWith("node:", StringComparison.Ordinal)
            || text.StartsWith("nodes:", StringComparison.Ordinal);
        text = isNodes ? text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..] : text;
        if (text == "all")
        {
            if (takesOut)
            {
                throw new XlException("Can't combine \"^\" and \"all\".");
            }

            cpus.UnionWith(Enumerable.Range(0, host.Cores));
            return;
        }

        var (first, last) = ParseRange(text);
        var perNode = host.CoresPerSocket == 0 ? host.Cores : host.CoresPerSocket * host.ThreadsPerCore;
        var nodes = (host.Cores + perNode - 1) / perNode;
        if (isNodes && last >= nodes)
        {
            throw new XlException(string.Create(
                CultureInfo.InvariantCulture,
                $"libxl_node_to_cpumap failed: host {host.Name} has nodes 0 to {nodes - 1}."));
        }

        var from = isNodes ? first * perNode : first;
        var to = Math.Min(isNodes ? ((last + 1) * perNode) - 1 : last, host.Cores - 1);
        for (var cpu = from; cpu <= to; cpu++)
        {
            _ = takesOut ? cpus.Remove((int)cpu) : cpus.Add((int)cpu);
        }
    }

    private static (long First, long Last) ParseRange(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var first = Number(dash < 0 ? text : text[..dash]);
        var last = dash < 0 ? first : Number(text[(dash + 1)..]);
        return first is { } from && last is { } to && to >= from
            ? (from, to)
            : throw new XlException($"Invalid pcpu range: {text}.");
    }

    private static long? Number(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Range(int first, int last) => string.Create(
        CultureInfo.InvariantCulture, $"{first}{(last > first ? $"-{last}" : "")}");
}
