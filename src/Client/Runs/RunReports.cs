using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Pricing;
using Xenisol.Emulation.Time;
using Xenisol.Grains;

namespace Xenisol.Client.Runs;

/// <summary>Makes the report of a run from the final states of its components.</summary>
internal static class RunReports
{
    public static RunReport Of(RunResult result)
    {
        var plan = RunPlanJson.Read(result.Plan);
        World world = new(plan);
        var end = VirtualTime.FromNanoseconds(result.VirtualNanoseconds);
        var components = result.States.Select((state, id) => Load(world, id, state)).ToList();
        var measured = Duration.Max(Duration.Zero, end - (VirtualTime.Zero + plan.Warmup));
        var domains = plan.Domains.Select(domain => DomainOf(world, components, domain, end)).ToList();
        return new RunReport
        {
            Measured = measured,
            Domains = domains,
            Tenants = Books.Close(plan, domains, measured),
            Hosts = [],
            Promises = PromiseJudge.Judge(plan.Promises, domains, measured),
        };
    }

    private static LogicalProcess Load(World world, int component, byte[] state)
    {
        var process = world.Create(component);
        var transfer = StateTransfer.Load(state);
        process.Transfer(transfer);
        transfer.Finish();
        return process;
    }

    private static DomainReport DomainOf(
        World world, List<LogicalProcess> components, DomainPlan domain, VirtualTime end)
    {
        var number = world.Components.Where(one => one.Kind == ComponentKind.Domain && one.Host == domain.Host)
            .Select((one, index) => (one.Name, index)).First(pair => pair.Name == domain.Name).index;
        var scheduler = world.Components.First(
            one => one.Kind == ComponentKind.HostScheduler && one.Host == domain.Host);
        var view = (IHostSchedulerView)components[scheduler.Id];
        var delivered = view.VcpusAt(end).Where(vcpu => vcpu.Domain == number).Sum(vcpu => vcpu.Runtime.Nanoseconds);
        return new DomainReport
        {
            Tenant = domain.Tenant,
            Domain = domain.Name,
            Host = domain.Host,
            CpuDelivered = Duration.FromNanoseconds(delivered),
        };
    }
}
