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
        IReadOnlyList<int> pins = Pins(section, vcpus, cores);
        var (interrupts, bindings) = InterruptBinder.Bind(section, vcpus);
        DriverDomainPlan plan = new()
        {
            Vcpus =
            [
                .. Enumerable.Range(0, vcpus).Select(vcpu =>
                    VcpuTerms.Plan(terms) with { Affinity = pins.Count == 0 ? [] : [pins[vcpu]] }),
            ],
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
            ShareGuard = ShareGuardBinder.Bind(section),
            Interrupts = interrupts,
            TaskletsPerVcpu = section.Word("tasklets", "shared", "per-vcpu") == "per-vcpu",
            NicInterruptCore = section.Has("interruptCore") ? section.Whole("interruptCore", 0, 0, cores - 1) : -1,
        };
        section.Finish();
        return new BoundDriverDomain(plan, terms, shaping, bindings);
    }

    private static IReadOnlyList<int> Pins(Section section, int vcpus, int cores)
    {
        IReadOnlyList<int> pins = section.Wholes("pin", 0, cores - 1);
        int written = section.Find("pin") is SequenceNode list ? list.Items.Count : 0;
        if (written == 0 || (written == vcpus && pins.Count == vcpus))
        {
            return pins;
        }

        if (written != vcpus)
        {
            section.Wrong("pin", $"'pin' of {section.Subject} has {written} pCPUs for {vcpus} vCPUs; write one for"
                + " each vCPU, in their order.");
        }

        return [];
    }
}
