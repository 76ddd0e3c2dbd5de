using System.Globalization;

namespace Xenisol.Emulation.Shaping;

/// <summary>Everything that is wrong with a tree's options, one sentence each.</summary>
internal static class HtbOptionsFaults
{
    private const int GreatestClassId = 65_535;

    /// <summary>The faults; empty if there are none.</summary>
    public static List<string> Of(HtbOptions options, IReadOnlyList<HtbClassOptions> sorted)
    {
        var faults = new List<string>();
        var ids = sorted.Select(one => one.ClassId).ToHashSet();
        Check(faults, options.RateToQuantum > 0, $"HTB r2q must be positive; it is {options.RateToQuantum}.");
        Check(
            faults,
            options.DirectLimitPackets >= 0,
            $"HTB direct limit must not be negative; it is {options.DirectLimitPackets} packets.");
        for (var i = 0; i < sorted.Count; i++)
        {
            var one = sorted[i];
            Check(
                faults,
                i == 0 || sorted[i - 1].ClassId != one.ClassId,
                $"HTB class {one.ClassId} exists twice; class ids must be unique.");
            Check(
                faults,
                one.Parent == 0 || ids.Contains(one.Parent),
                $"HTB class {one.ClassId} has parent {one.Parent}, which does not exist; name a class or 0.");
            AddFaults(faults, one);
        }

        return faults;
    }

    private static void AddFaults(List<string> faults, HtbClassOptions one)
    {
        Check(
            faults,
            one.ClassId is > 0 and <= GreatestClassId,
            $"HTB class id {one.ClassId} must be in 1 to {GreatestClassId}.");
        Check(
            faults,
            one.RateBitsPerSecond >= 8,
            $"HTB class {one.ClassId} has a rate of {one.RateBitsPerSecond} bit/s; it must be at least 8.");
        Check(
            faults,
            one.CeilBitsPerSecond is 0 or >= 8,
            $"HTB class {one.ClassId} has a ceiling of {one.CeilBitsPerSecond} bit/s; it must be at least 8.");
        Check(
            faults,
            one.BurstBytes >= 0 && one.CeilBurstBytes >= 0 && one.QuantumBytes >= 0,
            $"HTB class {one.ClassId} has a negative burst or quantum; 0 takes the default.");
        Check(faults, one.Priority >= 0, $"HTB class {one.ClassId} has priority {one.Priority}; it must be 0 to 7.");
        Check(
            faults,
            one.QueueLimitPackets >= 0 && one.QueueLimitBytes >= 0 && one.MinimumPacketBytes >= 0,
            $"HTB class {one.ClassId} has a negative queue limit or least packet length; both must be 0 or more.");
    }

    private static void Check(List<string> faults, bool holds, FormattableString fault)
    {
        if (!holds)
        {
            faults.Add(fault.ToString(CultureInfo.InvariantCulture));
        }
    }
}
