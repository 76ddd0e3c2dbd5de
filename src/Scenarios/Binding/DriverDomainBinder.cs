using Xenisol.Emulation.EventChannels;
using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Shaping;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds a host's <c>driverDomain</c>.</summary>
internal static class DriverDomainBinder
{
    public const int VcpusMax = 128;

    /// <summary>The driver domain with its terms; its weights are set once all domains are known.</summary>
    public static BoundDriverDomain? Bind(Section host, int cores, ShapingBinder shapingBinder)
    {
        if (host.Child("driverDomain") is not Section section)
        {
            return null;
        }

        int vcpus = section.Whole("vcpus", 1, 1, VcpusMax);
        CpuTerms terms = CpuBinder.Bind(section.Child("cpu"));
        string copy = section.Word("copy", "always", "delayed", "adaptive");
        BoundShaping shaping = shapingBinder.Bind(section);
        DriverDomainPlan plan = new()
        {
            Vcpus = [.. Enumerable.Repeat(VcpuTerms.Plan(terms), vcpus)],
            Copy = copy switch
            {
                "delayed" => CopyMode.Delayed,
                "adaptive" => CopyMode.Adaptive,
                _ => CopyMode.Always,
            },
            Shaping = shaping.On,
            CardShaping = shaping.Plan,
            EventScan = section.Word("eventScan", "resumed", "lowest-first") == "resumed"
                ? ScanOrder.Resumed
                : ScanOrder.LowestFirst,
            NicInterruptCore = section.Whole("interruptCore", 0, 0, cores - 1),
        };
        section.Finish();
        return new BoundDriverDomain(plan, terms, shaping);
    }
}
