using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds a domain's <c>kernel</c>.</summary>
internal static class KernelBinder
{
    private const long GranularityNanosecondsMax = 10_000_000_000;

    private static readonly string[] OfFair = ["latency", "minGranularity", "wakeupGranularity"];

    public static GuestKernelPlan Bind(Section domain)
    {
        GuestKernelPlan kernel = new();
        if (domain.Child("kernel") is not Section section)
        {
            return kernel;
        }

        GuestSchedulerKind kind = section.Word("scheduler", "fair", "o1") == "o1"
            ? GuestSchedulerKind.O1
            : GuestSchedulerKind.Fair;
        kernel = new GuestKernelPlan
        {
            Scheduler = kind,
            Hz = section.Whole("hz", kernel.Hz, 10, 10_000),
            Latency = Time(section, OfFair[0]),
            MinGranularity = Time(section, OfFair[1]),
            WakeupGranularity = Time(section, OfFair[2]),
            Timeslice = section.Time("timeslice", kernel.Timeslice, 100_000, GranularityNanosecondsMax),
        };
        foreach (string key in kind == GuestSchedulerKind.O1 ? OfFair : ["timeslice"])
        {
            if (section.Has(key))
            {
                section.Wrong(key, kind == GuestSchedulerKind.O1
                    ? $"The O(1) scheduler has no '{key}'; it has 'timeslice'. Write 'scheduler: fair' for this key."
                    : "The fair scheduler has no 'timeslice'; it has 'latency' and 'minGranularity'. Write"
                        + " 'scheduler: o1' for this key.");
            }
        }

        if (kernel.Latency > Duration.Zero && kernel.MinGranularity > kernel.Latency)
        {
            section.Wrong("minGranularity", "The 'minGranularity' must be at most the 'latency'.");
        }

        section.Finish();
        return kernel;
    }

    private static Duration Time(Section section, string key) =>
        section.Has(key) ? section.Time(key, null, 1_000, GranularityNanosecondsMax) : Duration.Zero;
}
