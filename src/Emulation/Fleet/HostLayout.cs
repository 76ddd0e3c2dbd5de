using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Interrupts;

namespace Xenisol.Emulation.Fleet;

/// <summary>
/// The components of one host and how they know each other. Order of identities: scheduler, cores, driver domain,
/// domains, card, event channels (the card's, then one for each interface), network backend, those of
/// <see cref="BlockLayout"/>.
/// </summary>
internal sealed class HostLayout
{
    /// <summary>The name of every driver domain, as on Xen.</summary>
    public const string DriverDomainName = "Domain-0";

    /// <summary>The name of every network backend.</summary>
    public const string BackendName = "net";

    private readonly List<DomainPlan> _domains = [];
    private readonly List<int> _firstVcpus = [];
    private readonly List<VcpuPlacement> _vcpus = [];
    private readonly List<int> _interfaceOf = [];
    private readonly List<int> _interfaces = [];
    private readonly List<int> _eventChannels = [];
    private readonly HostFactory _factory;

    /// <summary>Appends the host's components to the run's list.</summary>
    public HostLayout(RunPlan plan, HostPlan host, int timeline, List<ComponentInfo> components)
    {
        Plan = plan;
        Host = host;
        Scheduler = Add(ComponentKind.HostScheduler, "scheduler");
        for (var pcpu = 0; pcpu < host.Cores; pcpu++)
        {
            Add(ComponentKind.PhysicalCore, $"pcpu{pcpu}");
        }

        FirstDomain = components.Count;
        if (host.DriverDomain is { } driver)
        {
            AddDomain(new DomainPlan
            {
                Tenant = "",
                Name = DriverDomainName,
                Host = host.Name,
                Vcpus = driver.Vcpus,
                Applications = [],
            });
        }

        foreach (var domain in plan.Domains.Where(domain => domain.Host == host.Name))
        {
            AddDomain(domain);
        }

        if (host.DriverDomain is not null)
        {
            AddDevices();
            Block = host.Disk is null ? null : new BlockLayout(host, _domains, Add);
        }

        Interrupts = host.DriverDomain is null
            ? InterruptPlacement.None
            : InterruptPlacement.For(host, [.. _interfaces.Select(guest => _domains[guest - FirstDomain])]);
        _factory = new HostFactory(this);

        void AddDomain(DomainPlan domain)
        {
            var number = _domains.Count;
            _domains.Add(domain);
            _firstVcpus.Add(_vcpus.Count);
            foreach (var vcpu in domain.Vcpus)
            {
                _vcpus.Add(new VcpuPlacement(number, FirstDomain + number, vcpu.Affinity, vcpu.SoftAffinity));
            }

            var component = Add(ComponentKind.Domain, domain.Name);
            var hasInterface = host.DriverDomain is not null && number > 0 && !HostFactory.IsBare(domain);
            _interfaceOf.Add(hasInterface ? _interfaces.Count : -1);
            if (hasInterface)
            {
                _interfaces.Add(component);
            }
        }

        void AddDevices()
        {
            if (host.NicBitsPerSecond > 0)
            {
                Card = Add(ComponentKind.NetworkCard, "eth0");
            }

            _eventChannels.Add(Add(ComponentKind.EventChannel, "eth0"));
            foreach (var guest in _interfaces)
            {
                _eventChannels.Add(Add(ComponentKind.EventChannel, components[guest].Name));
            }

            Backend = Add(ComponentKind.BackendDriver, BackendName);
        }

        int Add(ComponentKind kind, string name)
        {
            components.Add(new ComponentInfo(components.Count, kind, timeline, host.Name, name));
            return components.Count - 1;
        }
    }

    /// <summary>The run's plan.</summary>
    public RunPlan Plan { get; }

    /// <summary>The host's plan.</summary>
    public HostPlan Host { get; }

    /// <summary>The identity of the scheduler; the cores follow.</summary>
    public int Scheduler { get; }

    /// <summary>The identity of the first domain, which is the driver domain if there is one; the others follow.
    /// </summary>
    public int FirstDomain { get; }

    /// <summary>The identity of the card; −1 if there is none.</summary>
    public int Card { get; private set; } = -1;

    /// <summary>The card's rate in bits per second.</summary>
    public long CardBitsPerSecond => Host.NicBitsPerSecond;

    /// <summary>The identity of the network backend; −1 if there is none.</summary>
    public int Backend { get; private set; } = -1;

    /// <summary>The disk and what belongs to it; null if there is none.</summary>
    public BlockLayout? Block { get; }

    /// <summary>Where the driver domain takes its interrupts.</summary>
    public InterruptPlacement Interrupts { get; }

    /// <summary>The domains, in the order of their numbers on the host.</summary>
    public IReadOnlyList<DomainPlan> Domains => _domains;

    /// <summary>By the driver domain's port: the identity of the event channel, of card and interfaces; those of disks
    /// follow.</summary>
    public IReadOnlyList<int> EventChannels => _eventChannels;

    /// <summary>By interface: the identity of its guest.</summary>
    public IReadOnlyList<int> GuestDomains => _interfaces;

    /// <summary>The host's vCPUs.</summary>
    public IReadOnlyList<VcpuPlacement> Vcpus => _vcpus;

    /// <summary>The identity of a pCPU.</summary>
    public int Core(int pcpu) => Scheduler + 1 + pcpu;

    /// <summary>The index of a domain's vCPU 0, by the domain's number.</summary>
    public int FirstVcpu(int domain) => _firstVcpus[domain];

    /// <summary>The interface of a domain, by the domain's number; −1 if it has none.</summary>
    public int InterfaceOf(int domain) => _interfaceOf[domain];

    /// <summary>A fresh component of this host.</summary>
    /// <param name="component">Which.</param>
    /// <param name="network">What is outside the hosts.</param>
    public LogicalProcess Create(ComponentInfo component, NetworkLayout network) =>
        _factory.Create(component, network);
}
