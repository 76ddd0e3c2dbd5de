using Xenisol.Emulation.Engine;
using Xenisol.Emulation.EventChannels;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>Creates domains with a guest kernel and what runs in them.</summary>
internal static class GuestFactory
{
    /// <summary>Ports of a guest that belong to its network interface; those of disks follow.</summary>
    public const int NetworkPorts = 1;

    /// <summary>A fresh domain.</summary>
    /// <param name="component">Its identity.</param>
    /// <param name="layout">Its host.</param>
    /// <param name="network">What is outside the hosts.</param>
    /// <param name="number">Its number on the host.</param>
    public static GuestDomain Create(ComponentInfo component, HostLayout layout, NetworkLayout network, int number)
    {
        var plan = layout.Domains[number];
        var vif = layout.InterfaceOf(number);
        var isDriver = layout.Host.DriverDomain is not null && number == 0;
        CheckNetwork(layout, network, component, plan, vif);
        var tariff = TariffOf(layout.Plan, plan);
        CheckDisk(layout, plan);
        var block = layout.Block;
        var virtualDisk = block?.VirtualDiskOf(number) ?? -1;
        IReadOnlyList<int> channels = vif >= 0 ? [layout.EventChannels[vif + 1]] : [];
        IReadOnlyList<int> disk = virtualDisk >= 0 ? [block!.EventChannels[virtualDisk + 1]] : [];
        var wiring = new GuestWiring
        {
            Scheduler = layout.Scheduler,
            FirstVcpu = layout.FirstVcpu(number),
            Isolated = [.. plan.Vcpus.Select(vcpu => vcpu.Isolated)],
            Machine = layout.Host.Machine,
            Kernel = plan.Kernel,
            EventChannels = isDriver
                ? [.. layout.EventChannels, .. block?.EventChannels ?? []]
                : [.. channels, .. disk],
            EventVcpu = EventVcpuOf(plan),
            End = isDriver ? EventChannel.Backend : EventChannel.Frontend,
            Backend = layout.Backend,
            Interface = vif,
            IsDriver = isDriver,
            BlockBackend = block?.Backend ?? -1,
            VirtualDisk = virtualDisk,
            FirstBlockPort = isDriver ? layout.EventChannels.Count : NetworkPorts,
            AccessBytesMax = plan.Applications.OfType<DiskAccessPlan>().Select(one => one.BlockBytes)
                .DefaultIfEmpty(1).Max(),
            Scan = isDriver ? layout.Host.DriverDomain!.EventScan : ScanOrder.Resumed,
            UpcallLimit = isDriver ? layout.Host.DriverDomain!.Interrupts.UpcallLimit : Duration.Zero,
            Seed = layout.Plan.Seed,
            Warmup = VirtualTime.Zero + layout.Plan.Warmup,
            CpuSharePpm = tariff?.CpuSharePpm ?? 0,
            CpuWithin = tariff?.CpuWithin ?? Duration.Zero,
            SlicesCountOverheads = layout.Host.Scheduler.Kind is SchedulerKind.Edf or SchedulerKind.GlobalEdf
                or SchedulerKind.Rtds or SchedulerKind.Sedf or SchedulerKind.SedfDc,
        };
        return new GuestDomain(
            component.Id, component.Path, wiring, CreateApplications(component, layout, network, plan));
    }

    /// <summary>What the domain's tenant bought; null where it bought nothing.</summary>
    public static TariffPlan? TariffOf(RunPlan plan, DomainPlan domain)
    {
        var tenant = plan.Tenants.FirstOrDefault(one => one.Name == domain.Tenant);
        return tenant is null ? null : plan.Plans.FirstOrDefault(one => one.Name == tenant.Plan);
    }

    /// <summary>The vCPU to which the event channel of a domain's interface is bound.</summary>
    public static int EventVcpuOf(DomainPlan domain) => domain.EventVcpu >= 0
        ? domain.EventVcpu
        : GuestDomain.FirstHousekeeping([.. domain.Vcpus.Select(vcpu => vcpu.Isolated)]);

    /// <exception cref="EmulationException">The domain needs a network that its host does not have.</exception>
    private static void CheckNetwork(
        HostLayout layout, NetworkLayout network, ComponentInfo component, DomainPlan plan, int vif)
    {
        var talks = plan.Applications.Any(one => one is ServerPlan or StreamPlan or PingPlan)
            || network.Flows.Any(flow => flow.Sender == component.Id || flow.Receiver == component.Id);
        if (talks && vif < 0)
        {
            throw new EmulationException(
                $"Domain '{plan.Name}' uses the network, but host '{layout.Host.Name}' has no driver domain; "
                + "give the host one.");
        }

        if (plan.Load is not null && layout.Card < 0)
        {
            throw new EmulationException(
                $"Domain '{plan.Name}' has clients, but host '{layout.Host.Name}' has no network card; "
                + "give the host one.");
        }
    }

    /// <exception cref="EmulationException">The domain needs a disk that its host does not have.</exception>
    private static void CheckDisk(HostLayout layout, DomainPlan plan)
    {
        if (layout.Block is null && BlockLayout.UsesDisk(plan))
        {
            throw new EmulationException(
                $"Domain '{plan.Name}' uses a disk, but host '{layout.Host.Name}' has none; give the host a disk and a "
                + "driver domain.");
        }
    }

    private static List<GuestApplication> CreateApplications(
        ComponentInfo component, HostLayout layout, NetworkLayout network, DomainPlan plan)
    {
        var isolated = plan.Vcpus.Select(vcpu => vcpu.Isolated).ToList();
        var housekeeping = GuestDomain.FirstHousekeeping(isolated);
        var hasIsolated = isolated.Contains(true);
        var compute = hasIsolated ? isolated.IndexOf(true) : housekeeping;
        var warmup = VirtualTime.Zero + layout.Plan.Warmup;
        var applications = new List<GuestApplication>();
        foreach (var application in plan.Applications)
        {
            var vcpu = application.Vcpu >= 0 ? application.Vcpu : compute;

            // Nothing is balanced onto or off an isolated vCPU.
            var bound = application.Vcpu >= 0 || hasIsolated;
            var index = applications.Count;
            switch (application)
            {
                case BurnPlan burn:
                    AddBurners(burn);
                    break;
                case PeriodicPlan periodic:
                    applications.Add(new PeriodicApplication(index, vcpu, periodic, warmup) { Bound = bound });
                    break;
                case ActionsPlan actions:
                    var hypercall = layout.Host.Machine.Hypercall;
                    applications.Add(new ActionApplication(index, vcpu, actions, hypercall, warmup));
                    break;
                case ServerPlan server:
                    applications.Add(
                        new ServerApplication(index, vcpu, server, plan.Load?.Trace ?? []) { Bound = bound });
                    break;
                case PingPlan ping:
                    var target = network.PeerOf(plan, ping.Target);
                    applications.Add(new PingApplication(index, housekeeping, ping, target, warmup));
                    break;
                case DiskAccessPlan access:
                    var draws = new DiskDraws(layout.Plan.Seed, component.Path);
                    applications.Add(
                        BlockFactory.CreateApplication(index, housekeeping, access, plan, draws, warmup));
                    break;
                case StreamPlan:
                    break;
                default:
                    throw new EmulationException(
                        $"An application of type {application.GetType().Name} cannot be built.");
            }
        }

        // Streams last, and not by declaration: the other end need not declare its own.
        var options = new TcpOptions { WindowBytes = layout.Host.Machine.TcpWindowBytes };
        foreach (var flow in network.Flows.Where(one => one.Sender == component.Id || one.Receiver == component.Id))
        {
            var index = applications.Count;
            var end = new StreamEnd(index, flow, flow.Sender == component.Id, options, warmup);
            applications.Add(new StreamApplication(index, housekeeping, end));
        }

        return applications;

        void AddBurners(BurnPlan burn)
        {
            var bound = burn.Vcpu >= 0;
            List<int> vcpus = bound
                ? [burn.Vcpu]
                : [.. Enumerable.Range(0, isolated.Count).Where(vcpu => !isolated[vcpu])];
            var tasks = burn.Tasks > 0 ? burn.Tasks : vcpus.Count;
            for (var i = 0; i < tasks; i++)
            {
                applications.Add(new BurnApplication(applications.Count, vcpus[i % vcpus.Count]) { Bound = bound });
            }
        }
    }
}
