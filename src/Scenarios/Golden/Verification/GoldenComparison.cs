using System.Globalization;

namespace Xenisol.Scenarios.Golden.Verification;

/// <summary>Collects what differs between the numbers of one engine and those of the emulation.</summary>
internal sealed class GoldenComparison(string engine)
{
    private readonly List<GoldenDifference> _differences = [];

    /// <summary>Whose numbers.</summary>
    public string Engine => engine;

    /// <summary>How many numbers were compared.</summary>
    public long Numbers { get; private set; }

    /// <summary>Whether every number so far was equal, tolerance or not.</summary>
    public bool IsExact { get; private set; } = true;

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

    public void Check(string where, GoldenSwitch? expected, GoldenSwitch? got)
    {
        Numbers++;
        if (expected != got)
        {
            Add("", where, Text(expected), Text(got));
        }
    }

    /// <summary>Compares whatever has a text of its own.</summary>
    public void Check(string where, string what, string expected, string got)
    {
        Numbers++;
        if (expected != got)
        {
            Add(where, what, expected, got);
        }
    }

    /// <summary>Compares a number that may lie in a stretch around the expected one.</summary>
    public void CheckWithin(string where, string what, decimal expected, decimal got, decimal least, decimal greatest)
    {
        Numbers++;
        IsExact &= expected == got;
        if (got < least || got > greatest)
        {
            Add(where, what, $"{Text(expected)} ({Text(least)} to {Text(greatest)})", Text(got));
        }
    }

    /// <summary>Compares a number that must lie in a band.</summary>
    public void CheckIn(string where, string what, decimal got, decimal least, decimal greatest)
    {
        Numbers++;
        if (got < least || got > greatest)
        {
            Add(where, what, $"{Text(least)} to {Text(greatest)}", Text(got));
        }

        IsExact = false;
    }

    /// <summary>Compares a number that may be a tolerance away.</summary>
    public void CheckWithin(string where, string what, decimal expected, decimal got, decimal tolerance) =>
        CheckWithin(where, what, expected, got, expected - tolerance, expected + tolerance);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(decimal number) =>
        Math.Round(number, 5).ToString("0.#####", CultureInfo.InvariantCulture);

    private static string Text(GoldenSwitch? entry) => entry is GoldenSwitch given
        ? string.Create(CultureInfo.InvariantCulture, $"[{given.At.Nanoseconds}, {given.Pcpu}, {given.Vcpu}]")
        : "no such switch";

    private void Add(string where, string what, string expected, string got)
    {
        IsExact = false;
        _differences.Add(new GoldenDifference(engine, where, what, expected, got));
    }
}
