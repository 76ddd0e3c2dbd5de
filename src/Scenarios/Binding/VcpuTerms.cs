using Xenisol.Emulation.Fleet;

namespace Xenisol.Scenarios.Binding;

/// <summary>Makes the plan of a vCPU from its terms.</summary>
internal static class VcpuTerms
{
    public static VcpuPlan Plan(CpuTerms terms) => new()
    {
        Weight = terms.Weight,
        CapPercent = terms.CapPercent,
        Period = terms.Period,
        Slice = terms.Slice,
        ExtraCredit = terms.ExtraCredit,
    };
}
