using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds a host's <c>driverDomain</c>.</summary>
internal static class DriverDomainBinder
{
    public const int VcpusMax = 128;

    /// <summary>The driver domain with its terms; its weights are set once all domains are known.</summary>
    public static (DriverDomainPlan Plan, CpuTerms Terms)? Bind(Section host, int cores)
    {
        if (host.Child("driverDomain") is not Section section)
        {
            return null;
        }

        int vcpus = section.Whole("vcpus", 1, 1, VcpusMax);
        CpuTerms terms = CpuBinder.Bind(section.Child("cpu"));
        _ = section.Word("copy", "always");
        DriverDomainPlan plan = new()
        {
            Vcpus = [.. Enumerable.Repeat(VcpuTerms.Plan(terms), vcpus)],
            Copy = CopyMode.Always,
            Shaping = section.Word("shaping", "htb", "none") == "htb",
            NicInterruptCore = section.Whole("interruptCore", 0, 0, cores - 1),
        };
        section.Finish();
        return (plan, terms);
    }
}
