using System.Globalization;

namespace Xenisol.Scenarios.Golden.Verification;

/// <summary>Collects what differs between the numbers of one engine and those of the emulation.</summary>
internal sealed class GoldenComparison(string engine)
{
    private readonly List<GoldenDifference> _differences = [];

    /// <summary>How many numbers were compared.</summary>
    public long Numbers { get; private set; }

    /// <summary>Those that differ, in the order of comparison.</summary>
    public IReadOnlyList<GoldenDifference> Differences => _differences;

    public void Check(string where, string what, long expected, long got)
    {
        Numbers++;
        if (expected != got)
        {
            Add(where, what, Text(expected), Text(got));
        }
    }

    public void CheckIfGiven(string where, string what, long? expected, long got)
    {
        if (expected is long given)
        {
            Check(where, what, given, got);
        }
    }

    public void Check(string where, GoldenSwitch expected, GoldenSwitch? got)
    {
        Numbers++;
        if (expected != got)
        {
            Add("", where, Text(expected), got is GoldenSwitch actual ? Text(actual) : "no such switch");
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(GoldenSwitch entry) =>
        string.Create(CultureInfo.InvariantCulture, $"[{entry.At.Nanoseconds}, {entry.Pcpu}, {entry.Vcpu}]");

    private void Add(string where, string what, string expected, string got) =>
        _differences.Add(new GoldenDifference(engine, where, what, expected, got));
}
