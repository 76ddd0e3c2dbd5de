using Xenisol.Emulation.Measurement;

namespace Xenisol.Client.Reports;

/// <summary>For each plan that promises CPU time and was bought: the promise, and the worst wait that it implies.
/// </summary>
internal static class CpuPromiseLines
{
    public static void Write(TextWriter output, RunOutcome outcome)
    {
        var bought = outcome.Plan.Tenants.Select(tenant => tenant.Plan).ToHashSet(StringComparer.Ordinal);
        foreach (var plan in outcome.Plan.Plans.Where(plan => plan.CpuSharePpm > 0 && bought.Contains(plan.Name)))
        {
            var wait = CpuPromiseMeter.WorstWait(plan.CpuSharePpm, plan.CpuWithin);
            output.WriteLine(
                $"{plan.Name} promises {Readable.Percent(plan.CpuSharePpm)} of a core within"
                + $" {Readable.Time(plan.CpuWithin)}: at worst a wait of {Readable.Time(wait)}.");
        }
    }
}
