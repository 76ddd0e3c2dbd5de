using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds a key <c>cpu</c>: <c>{share, within}</c>, <c>{period, slice}</c> or <c>{weight, cap}</c>.</summary>
internal static class CpuBinder
{
    // Xen's real-time scheduler takes nothing shorter either; a context switch alone is a few microseconds.
    private const long PeriodNanosecondsMin = 10_000;
    private const long PeriodNanosecondsMax = 3_600_000_000_000;
    private const int CapPercentMax = 12_800;

    public static CpuTerms Bind(Section? cpu)
    {
        if (cpu is null)
        {
            return new CpuTerms();
        }

        bool share = cpu.Has("share") | cpu.Has("within");
        bool slice = cpu.Has("period") | cpu.Has("slice");
        bool weight = cpu.Has("weight") | cpu.Has("cap");
        CpuTerms terms = share ? Share(cpu) : slice ? Slice(cpu) : Weight(cpu);
        bool extra = cpu.Word("extra", "none", "credit") == "credit";
        if ((share && slice) || ((share || slice) && weight))
        {
            cpu.Wrong($"{cpu.Subject} must be one of {{share, within}}, {{period, slice}} and {{weight, cap}};"
                + " found keys of two.");
        }
        else if (extra && !share && !slice)
        {
            cpu.Wrong("extra", "'extra' is for a reservation that used up its slice; there is no reservation here.");
        }

        cpu.Finish();
        return terms with { ExtraCredit = extra };
    }

    private static CpuTerms Share(Section cpu)
    {
        long ppm = cpu.Amount("share", Quantity.Percentage, null, least: 1, most: 1_000_000);
        Duration period = Period(cpu, "within");
        // Rounded up to a whole nanosecond: never less than was promised.
        Int128 slice = (((Int128)period.Nanoseconds * ppm) + 999_999) / 1_000_000;
        return new CpuTerms { Period = period, Slice = Duration.FromNanoseconds((long)slice) };
    }

    private static CpuTerms Slice(Section cpu)
    {
        Duration period = Period(cpu, "period");
        Duration slice = cpu.Time("slice", null, leastNanoseconds: 1);
        if (slice > period)
        {
            cpu.Wrong("slice", $"The slice {Quantity.Duration.Show(slice.Nanoseconds)} of {cpu.Subject} is longer than"
                + $" its period {Quantity.Duration.Show(period.Nanoseconds)}; it must fit into it.");
        }

        return new CpuTerms { Period = period, Slice = Duration.Min(slice, period) };
    }

    private static CpuTerms Weight(Section cpu) => new()
    {
        Weight = cpu.Whole("weight", CpuTerms.WeightDefault, 1, 65_535),
        CapPercent = Cap(cpu),
    };

    private static Duration Period(Section cpu, string key) =>
        cpu.Time(key, null, PeriodNanosecondsMin, PeriodNanosecondsMax);

    private static int Cap(Section cpu)
    {
        const long onePercent = 10_000;
        long ppm = cpu.Amount("cap", Quantity.Percentage, 0, onePercent, CapPercentMax * onePercent);
        if (ppm % onePercent != 0)
        {
            cpu.Wrong("cap", $"'cap' of {cpu.Subject} must be a whole number of percent.");
        }

        return (int)(ppm / onePercent);
    }
}
