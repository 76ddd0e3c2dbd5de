using System.Globalization;

using Xenisol.Client.Reports;
using Xenisol.Client.Runs;
using Xenisol.Emulation.Time;

namespace Xenisol.Client.Commands;

/// <summary>Compares two message dumps line by line, whatever their size.</summary>
internal static class MessageDiff
{
    private static readonly string[] Fields =
        ["instant", "component", "kind", "port", "A", "B", "phase", "rank", "sequence"];

    /// <summary>What the first difference is; null if there is none.</summary>
    /// <param name="left">A dump.</param>
    /// <param name="right">Another.</param>
    /// <param name="compared">How many messages were equal.</param>
    /// <exception cref="InvalidDataException">A file is no dump.</exception>
    public static string? First(string left, string right, out long compared)
    {
        using var leftLines = File.ReadLines(left).GetEnumerator();
        using var rightLines = File.ReadLines(right).GetEnumerator();
        CheckHeader(left, leftLines);
        CheckHeader(right, rightLines);
        compared = 0;
        while (true)
        {
            var a = leftLines.MoveNext() ? leftLines.Current : null;
            var b = rightLines.MoveNext() ? rightLines.Current : null;
            if (a is null && b is null)
            {
                return null;
            }

            if (a != b)
            {
                return Describe(left, right, a, b, compared);
            }

            compared++;
        }
    }

    private static void CheckHeader(string path, IEnumerator<string> lines)
    {
        if (!lines.MoveNext() || lines.Current != MessageDump.Header)
        {
            throw new InvalidDataException(
                $"{path}: This is no message dump; run --messages writes one, beginning with '{MessageDump.Header}'.");
        }
    }

    private static string Describe(string left, string right, string? a, string? b, long compared)
    {
        var line = compared + 2;
        return string.Join(
            Environment.NewLine,
            string.Create(
                CultureInfo.InvariantCulture, $"First difference after {compared} equal messages: {What(a, b)}."),
            string.Create(CultureInfo.InvariantCulture, $"  {left}:{line}: {Show(a)}"),
            string.Create(CultureInfo.InvariantCulture, $"  {right}:{line}: {Show(b)}"));
    }

    private static string What(string? a, string? b)
    {
        if (a is null || b is null)
        {
            return $"{(a is null ? "A" : "B")} ends here";
        }

        var left = a.Split('\t');
        var right = b.Split('\t');
        return string.Join(", ", Fields.Where((_, i) => left.ElementAtOrDefault(i) != right.ElementAtOrDefault(i)));
    }

    private static string Show(string? line)
    {
        if (line is null)
        {
            return "no more messages";
        }

        var fields = line.Split('\t');
        return fields.Length == Fields.Length
            && long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds)
            ? $"{nanoseconds} ns ({Readable.Time(Duration.FromNanoseconds(nanoseconds))}) {fields[1]}"
                + $" handles {fields[2]} port {fields[3]} a {fields[4]} b {fields[5]} (phase {fields[6]},"
                + $" rank {fields[7]}, sequence {fields[8]})"
            : line;
    }
}
