using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Pricing;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Measurement;

/// <summary>Makes the report of a run from what its components counted.</summary>
public static class ReportBuilder
{
    /// <summary>The report of a run from the saved states of its components.</summary>
    /// <param name="plan">The plan with every domain placed.</param>
    /// <param name="states">The states of all components in the order of identities.</param>
    /// <param name="end">The boundary at which they were saved.</param>
    /// <exception cref="InvalidDataException">A state does not fit its component.</exception>
    public static RunReport Build(RunPlan plan, IReadOnlyList<byte[]> states, VirtualTime end)
    {
        var world = new World(plan);
        var components = new LogicalProcess[states.Count];
        for (var id = 0; id < components.Length; id++)
        {
            var state = StateTransfer.Load(states[id]);
            components[id] = world.Create(id);
            components[id].Transfer(state);
            state.Finish();
        }

        return Build(world, components, end);
    }

    /// <summary>The report of a run.</summary>
    /// <param name="world">The layout.</param>
    /// <param name="components">All components in the order of identities, as the run left them.</param>
    /// <param name="end">The boundary at which the run ended: the plan's duration, or earlier if it was interrupted.
    /// </param>
    public static RunReport Build(World world, IReadOnlyList<LogicalProcess> components, VirtualTime end)
    {
        var plan = world.Plan;
        var measured = Duration.Max(end - (VirtualTime.Zero + plan.Warmup), Duration.Zero);
        var delivered = new DeliveredCpu(components, VirtualTime.Zero + plan.Warmup, end);
        var books = world.Components.Where(one => one.Host.Length > 0).ToLookup(one => one.Host).ToDictionary(
            host => host.Key,
            host => DriverDomainBooks.Of([.. host.Select(one => components[one.Id])], delivered, measured));
        var domains = new List<DomainReport>();
        foreach (var domain in plan.Domains)
        {
            var host = books.GetValueOrDefault(domain.Host);
            domains.Add(DomainReporter.Report(world, components, delivered, host, domain, end));
        }

        return new RunReport
        {
            Measured = measured,
            Domains = domains,
            Tenants = Books.Close(plan, domains, measured),
            Hosts =
            [
                .. plan.Hosts.Select((host, index) => Report(world, components, books[host.Name], host, index, end)),
            ],
            Promises = PromiseJudge.Judge(plan.Promises, domains, measured),
        };
    }

    /// <summary>A host's accounts after the warm-up: their sum is cores × measured time.</summary>
    private static HostReport Report(
        World world,
        IReadOnlyList<LogicalProcess> components,
        DriverDomainBooks? books,
        HostPlan host,
        int index,
        VirtualTime end)
    {
        IReadOnlyList<VcpuReport> vcpus = [];
        var sum = new CoreAccounts();
        var switches = 0L;
        foreach (var info in world.Components.Where(component => component.Host == host.Name))
        {
            if (components[info.Id] is PhysicalCore core)
            {
                var accounts = core.MeasuredAt(end);
                sum.Run += accounts.Run;
                sum.Switch += accounts.Switch;
                sum.Interrupt += accounts.Interrupt;
                sum.Hypervisor += accounts.Hypervisor;
                sum.Idle += accounts.Idle;
                switches += core.MeasuredSwitches;
            }
            else if (components[info.Id] is HostScheduler scheduler)
            {
                vcpus = Report(world, scheduler, index, end);
            }
        }

        return new HostReport
        {
            Host = host.Name,
            Run = Duration.FromNanoseconds(sum.Run),
            Switch = Duration.FromNanoseconds(sum.Switch),
            Interrupt = Duration.FromNanoseconds(sum.Interrupt),
            Hypervisor = Duration.FromNanoseconds(sum.Hypervisor),
            Idle = Duration.FromNanoseconds(sum.Idle),
            DriverDomain = books?.Total ?? Duration.Zero,
            DriverOverhead = books?.Overhead ?? Duration.Zero,
            Switches = switches,
            Vcpus = vcpus,
        };
    }

    private static List<VcpuReport> Report(World world, HostScheduler scheduler, int host, VirtualTime end)
    {
        var reports = new List<VcpuReport>();
        foreach (var (domain, number) in world.VcpusOf(host))
        {
            var index = reports.Count;
            ref readonly var vcpu = ref scheduler.Vcpu(index);
            reports.Add(new VcpuReport(
                world.Components[domain].Name,
                number,
                Duration.FromNanoseconds(scheduler.RuntimeOf(index, end.Nanoseconds)),
                vcpu.Dispatches,
                vcpu.Preemptions,
                vcpu.Migrations,
                vcpu.Wakes));
        }

        return reports;
    }
}
