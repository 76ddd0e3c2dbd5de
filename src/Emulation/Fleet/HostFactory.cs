using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Devices;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.EventChannels;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Hypervisor.Credit;
using Xenisol.Emulation.Hypervisor.Credit2;
using Xenisol.Emulation.Hypervisor.Edf;
using Xenisol.Emulation.Hypervisor.Hybrid;
using Xenisol.Emulation.Hypervisor.Null;
using Xenisol.Emulation.Hypervisor.Rtds;
using Xenisol.Emulation.Hypervisor.Sedf;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>Creates the components of one host.</summary>
internal sealed class HostFactory
{
    private readonly HostLayout _layout;

    /// <summary>A factory for a host whose components have their identities.</summary>
    public HostFactory(HostLayout layout) => _layout = layout;

    /// <summary>Whether a domain is a bare workload without guest kernel.</summary>
    public static bool IsBare(DomainPlan domain) => domain.Applications.Any(one => one is WorkloadPlan);

    /// <summary>A fresh component.</summary>
    public LogicalProcess Create(ComponentInfo component, NetworkLayout network) =>
        component.Kind switch
        {
            ComponentKind.HostScheduler => CreateScheduler(component),
            ComponentKind.PhysicalCore => new PhysicalCore(
                component.Id,
                component.Path,
                component.Id - _layout.Core(0),
                _layout.Host.Machine,
                VirtualTime.Zero + _layout.Plan.Warmup),
            ComponentKind.Domain => CreateDomain(component, network),
            ComponentKind.NetworkCard => CreateCard(component, network),
            ComponentKind.EventChannel => component.Id > _layout.Backend
                ? BlockFactory.CreateEventChannel(component, _layout)
                : CreateEventChannel(component),
            ComponentKind.BackendDriver => component.Id > _layout.Backend
                ? BlockFactory.CreateBackend(component, _layout)
                : CreateBackend(component),
            ComponentKind.Disk => BlockFactory.CreateDisk(component, _layout),
            _ => throw new EmulationException($"{component.Path} has no place on a host."),
        };

    private HostScheduler CreateScheduler(ComponentInfo component)
    {
        var scheduler = CreatePolicy(component);
        scheduler.SeedTimers(_layout.Plan.Seed);
        return scheduler;
    }

    private HostScheduler CreatePolicy(ComponentInfo component)
    {
        var host = _layout.Host;
        var plans = _layout.Domains.SelectMany(domain => domain.Vcpus).ToList();
        return host.Scheduler.Kind switch
        {
            SchedulerKind.Rtds => new RtdsScheduler(component.Id, component.Path, host, _layout.Vcpus, plans),
            SchedulerKind.Sedf => new SedfScheduler(component.Id, component.Path, host, _layout.Vcpus, plans),
            SchedulerKind.SedfDc => new SedfDebtCollector(component.Id, component.Path, host, _layout.Vcpus, plans),
            SchedulerKind.Null => new NullScheduler(component.Id, component.Path, host, _layout.Vcpus),
            SchedulerKind.Credit2 => new Credit2Scheduler(
                component.Id,
                component.Path,
                host,
                _layout.Vcpus,
                [.. _layout.Domains.Select(domain => domain.Vcpus[0])]),
            SchedulerKind.Edf or SchedulerKind.GlobalEdf => new EdfScheduler(
                component.Id, component.Path, host, _layout.Vcpus, plans),
            _ => CreateCreditScheduler(component, host, plans),
        };
    }

    private CreditScheduler CreateCreditScheduler(
        ComponentInfo component, HostPlan host, IReadOnlyList<VcpuPlan> plans)
    {
        var domains = _layout.Domains.Select(domain => new CreditDomain
        {
            Weight = domain.Vcpus[0].Weight,
            Cap = domain.Vcpus[0].CapPercent,
        }).ToList();
        return host.Scheduler.Kind switch
        {
            SchedulerKind.Credit when host.Scheduler.Era != CreditEra.Xen423 => new EarlyCreditScheduler(
                component.Id, component.Path, host, _layout.Vcpus, domains),
            SchedulerKind.Credit => new CreditScheduler(component.Id, component.Path, host, _layout.Vcpus, domains),
            SchedulerKind.Hybrid => new HybridScheduler(
                component.Id,
                component.Path,
                host,
                _layout.Vcpus,
                domains,
                plans),
            _ => throw new EmulationException($"{component.Path}: scheduler {host.Scheduler.Kind} is not built."),
        };
    }

    private LogicalProcess CreateDomain(ComponentInfo component, NetworkLayout network)
    {
        var number = component.Id - _layout.FirstDomain;
        var plan = _layout.Domains[number];
        return IsBare(plan)
            ? new Domain(
                component.Id,
                component.Path,
                _layout.Scheduler,
                _layout.FirstVcpu(number),
                plan.Vcpus.Count,
                [.. plan.Applications.Select((application, index) => CreateWorkload(plan, index, application))])
            : GuestFactory.Create(component, _layout, network, number);
    }

    private Workload CreateWorkload(DomainPlan domain, int index, ApplicationPlan plan) =>
        plan is WorkloadPlan workload
            ? new Workload(
                index, workload, workload.Triggers < 0 ? -1 : _layout.Vcpus[workload.Triggers].DomainComponent)
            : throw new EmulationException(
                $"Domain '{domain.Name}' mixes bare workloads with {plan.GetType().Name}; use one kind.");

    private NetworkCard CreateCard(ComponentInfo component, NetworkLayout network) =>
        new(
            component.Id,
            component.Path,
            _layout.Host.Machine,
            new NetworkCardWiring(
                _layout.Host.NicBitsPerSecond,
                _layout.Plan.Fabric.Latency,
                network.Fabric,
                _layout.Backend,
                _layout.Core(_layout.Interrupts.CardCore),
                _layout.EventChannels[NetworkBackendWiring.CardPort]));

    private EventChannel CreateEventChannel(ComponentInfo component)
    {
        var port = component.Id - _layout.EventChannels[0];
        var placement = _layout.Interrupts;
        if (port == NetworkBackendWiring.CardPort)
        {
            return new EventChannel(
                component.Id,
                component.Path,
                new EventChannelEnd { Domain = _layout.FirstDomain, Port = port, Vcpu = placement.CardVcpu },
                new EventChannelEnd { Domain = -1 });
        }

        var vif = port - 1;
        var guest = _layout.GuestDomains[vif];
        var vcpu = GuestFactory.EventVcpuOf(_layout.Domains[guest - _layout.FirstDomain]);
        return new EventChannel(
            component.Id,
            component.Path,
            new EventChannelEnd { Domain = _layout.FirstDomain, Port = port, Vcpu = placement.InterfaceVcpus[vif] },
            new EventChannelEnd { Domain = guest, Vcpu = vcpu });
    }

    /// <summary>What a domain may cause in the driver domain: as its plan says, else as ShareGuard does.</summary>
    private int DriverCpuPpmOf(int guest)
    {
        var domain = _layout.Domains[guest - _layout.FirstDomain];
        return GuestFactory.TariffOf(_layout.Plan, domain) is { DriverCpuPpm: > 0 } tariff
            ? tariff.DriverCpuPpm
            : _layout.Host.DriverDomain!.ShareGuard?.LimitPpm ?? 0;
    }

    private NetworkBackend CreateBackend(ComponentInfo component)
    {
        var shaping = _layout.Host.DriverDomain!.Shaping;
        return new NetworkBackend(
            component.Id,
            component.Path,
            _layout.Host.Machine,
            new NetworkBackendWiring
            {
                DriverDomain = _layout.FirstDomain,
                Card = _layout.Card,
                CardBitsPerSecond = _layout.Host.NicBitsPerSecond,
                Guests = _layout.GuestDomains,
                EventChannels = [.. _layout.EventChannels.Skip(1)],
                Shaping = [.. _layout.GuestDomains.Select(guest =>
                    shaping ? _layout.Domains[guest - _layout.FirstDomain].Shaping : null)],
                CardShaping = shaping ? _layout.Host.DriverDomain.CardShaping : null,
                Domains = [.. _layout.GuestDomains.Select(guest => _layout.Domains[guest - _layout.FirstDomain])],
                Rates = [.. _layout.GuestDomains.Select(guest =>
                    _layout.Domains[guest - _layout.FirstDomain].InterfaceRate)],
                Jiffy = _layout.Domains[0].Kernel.TickPeriod,
                Copy = _layout.Host.DriverDomain.Copy,
                Workers = _layout.Host.DriverDomain.TaskletsPerVcpu ? _layout.Host.DriverDomain.Vcpus.Count : 1,
                WorkerOf = _layout.Interrupts.InterfaceVcpus,
                Scheduler = _layout.Scheduler,
                DebtInterval = _layout.Host.Scheduler.Kind == SchedulerKind.SedfDc
                    ? _layout.Host.Scheduler.DebtInterval
                    : Duration.Zero,
                ShareGuard = _layout.Host.DriverDomain.ShareGuard,
                DriverCpuPpm = [.. _layout.GuestDomains.Select(DriverCpuPpmOf)],
                Warmup = VirtualTime.Zero + _layout.Plan.Warmup,
            });
    }
}
