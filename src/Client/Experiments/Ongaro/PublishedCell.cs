using System.Globalization;

namespace Xenisol.Client.Experiments.Ongaro;

/// <summary>What the paper measured in one cell: figures 5 to 10, tests 1 to 6. Tests 7 and 8 have none.</summary>
/// <param name="BandwidthMbps">By receiving guest in the order of booting.</param>
/// <param name="PingMeanMs">Mean round trip; null where none is published.</param>
/// <param name="BurnCpuPercent">By burning guest in the order of booting.</param>
internal sealed record PublishedCell(
    IReadOnlyList<double> BandwidthMbps, double? PingMeanMs, IReadOnlyList<double> BurnCpuPercent)
{
    private static readonly PublishedCell Nothing = new([], null, []);
    private static readonly Dictionary<(int Test, string Config), PublishedCell> All = Read();

    /// <summary>The cell of a test and a configuration; with nothing in it where nothing is published.</summary>
    public static PublishedCell Of(int test, string config) =>
        All.GetValueOrDefault((test, config)) ?? Nothing;

    // fig,test,config,bandwidths,mean,least,greatest,ping mean,ping deviation,burn; the test's title may be quoted.
    private static Dictionary<(int Test, string Config), PublishedCell> Read()
    {
        using var stream = typeof(PublishedCell).Assembly.GetManifestResourceStream("experiments/ongaro-2008.csv")
            ?? throw new InvalidDataException("The published figures are missing from the program.");
        using StreamReader reader = new(stream);
        Dictionary<(int Test, string Config), PublishedCell> cells = [];
        foreach (var line in reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var quote = line.LastIndexOf('"');
            var test = line[line.IndexOf(',', StringComparison.Ordinal) + 1] == '"'
                ? line[(line.IndexOf('"', StringComparison.Ordinal) + 1)..]
                : line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..];
            var fields = (quote < 0 ? line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..] : line[quote..])
                .TrimEnd('\r').Split(',');
            var ping = fields[6].Length == 0 ? (double?)null : Number(fields[6]);
            cells.Add((test[0] - '0', fields[1]), new PublishedCell(Numbers(fields[2]), ping, Numbers(fields[8])));
        }

        return cells;
    }

    private static List<double> Numbers(string field) =>
        [.. field.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
