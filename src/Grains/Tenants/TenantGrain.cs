using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Tenants;

/// <summary>A customer's account: reads its books at the last boundary of the run.</summary>
internal sealed class TenantGrain(RunDirectory directory) : XenisolGrain(directory), ITenantGrain
{
    public async Task<InvoiceSoFar> GetInvoice()
    {
        var run = await GetRun();
        var plan = run.World.Plan;
        var tenant = plan.Tenants.FirstOrDefault(t => string.Equals(t.Name, Path, StringComparison.Ordinal))
            ?? throw new RunFailedException(
                $"Run {RunName} has no tenant {Path}; it has {string.Join(", ", plan.Tenants.Select(t => t.Name))}.");
        var captured = await GrainFactory.GetGrain<IRunGrain>(RunName).GetStates();
        var until = Duration.FromNanoseconds(captured.AtNanoseconds);
        if (until <= plan.Warmup)
        {
            return new InvoiceSoFar(tenant.Name, tenant.Plan, captured.AtNanoseconds, [], 0);
        }

        var report = ReportBuilder.Build(plan, captured.States, VirtualTime.Zero + until);
        var account = report.Tenants.First(t => string.Equals(t.Tenant, Path, StringComparison.Ordinal));
        return new InvoiceSoFar(
            account.Tenant,
            account.Plan,
            captured.AtNanoseconds,
            [.. account.Lines.Select(line => new InvoiceEntry(
                line.Domain, line.Meter, line.Quantity, line.Amount.Micros))],
            account.Total.Micros);
    }
}
