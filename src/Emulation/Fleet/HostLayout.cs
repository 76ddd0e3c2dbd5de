using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Hypervisor.Credit;
using Xenisol.Emulation.Hypervisor.Hybrid;

namespace Xenisol.Emulation.Fleet;

/// <summary>
/// The components of one host and how they know each other. Order of identities: scheduler, cores, domains.
/// </summary>
internal sealed class HostLayout
{
    private readonly HostPlan _host;
    private readonly List<DomainPlan> _domains = [];
    private readonly List<int> _firstVcpus = [];
    private readonly List<VcpuPlacement> _vcpus = [];
    private readonly int _scheduler;
    private readonly int _firstDomain;

    /// <summary>Appends the host's components to the run's list.</summary>
    public HostLayout(RunPlan plan, HostPlan host, int timeline, List<ComponentInfo> components)
    {
        _host = host;
        _scheduler = components.Count;
        Add(ComponentKind.HostScheduler, "scheduler");
        for (var pcpu = 0; pcpu < host.Cores; pcpu++)
        {
            Add(ComponentKind.PhysicalCore, $"pcpu{pcpu}");
        }

        _firstDomain = components.Count;
        foreach (var domain in plan.Domains.Where(domain => domain.Host == host.Name))
        {
            AddDomain(domain);
            Add(ComponentKind.Domain, domain.Name);
        }

        void Add(ComponentKind kind, string name) =>
            components.Add(new ComponentInfo(components.Count, kind, timeline, host.Name, name));
    }

    /// <summary>A fresh component of this host.</summary>
    public LogicalProcess Create(ComponentInfo component) =>
        component.Kind switch
        {
            ComponentKind.HostScheduler => CreateScheduler(component),
            ComponentKind.PhysicalCore => new PhysicalCore(
                component.Id, component.Path, component.Id - _scheduler - 1, _host.Machine),
            ComponentKind.Domain => CreateDomain(component),
            _ => throw new EmulationException($"{component.Path} has no place on a host."),
        };

    private void AddDomain(DomainPlan domain)
    {
        var number = _domains.Count;
        _domains.Add(domain);
        _firstVcpus.Add(_vcpus.Count);
        foreach (var vcpu in domain.Vcpus)
        {
            _vcpus.Add(new VcpuPlacement(number, _firstDomain + number, vcpu.Affinity, vcpu.SoftAffinity));
        }
    }

    private CreditScheduler CreateScheduler(ComponentInfo component)
    {
        var domains = _domains.Select(domain => new CreditDomain
        {
            Weight = domain.Vcpus[0].Weight,
            Cap = domain.Vcpus[0].CapPercent,
        }).ToList();
        return _host.Scheduler.Kind switch
        {
            SchedulerKind.Credit when _host.Scheduler.Era != CreditEra.Xen423 => new EarlyCreditScheduler(
                component.Id, component.Path, _host, _vcpus, domains),
            SchedulerKind.Credit => new CreditScheduler(component.Id, component.Path, _host, _vcpus, domains),
            SchedulerKind.Hybrid => new HybridScheduler(
                component.Id,
                component.Path,
                _host,
                _vcpus,
                domains,
                [.. _domains.SelectMany(domain => domain.Vcpus)]),
            _ => throw new EmulationException($"{component.Path}: scheduler {_host.Scheduler.Kind} is not built."),
        };
    }

    private Domain CreateDomain(ComponentInfo component)
    {
        var number = component.Id - _firstDomain;
        var plan = _domains[number];
        return new Domain(
            component.Id,
            component.Path,
            _scheduler,
            _firstVcpus[number],
            plan.Vcpus.Count,
            [.. plan.Applications.Select((application, index) => CreateApplication(index, application))]);
    }

    private Workload CreateApplication(int index, ApplicationPlan plan) =>
        plan switch
        {
            WorkloadPlan workload => new Workload(
                index, workload, workload.Triggers < 0 ? -1 : _vcpus[workload.Triggers].DomainComponent),
            _ => throw new EmulationException($"An application of type {plan.GetType().Name} cannot be built."),
        };
}
