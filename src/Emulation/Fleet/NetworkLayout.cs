using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>
/// What is outside the hosts: the fabric, and behind it, in the order of the domains, each domain's clients and its
/// remote machine. Each has a timeline of its own.
/// </summary>
internal sealed class NetworkLayout
{
    private readonly RunPlan _plan;
    private readonly Dictionary<string, int> _domains;
    private readonly Dictionary<string, int> _remotes = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _domainOfClient = [];
    private readonly List<StreamFlow> _flows = [];

    /// <summary>Appends the components to the run's list, if any host has a card.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="components">The run's components; the hosts' are in it.</param>
    public NetworkLayout(RunPlan plan, List<ComponentInfo> components)
    {
        _plan = plan;

        // Bare hosts may repeat names: nobody sends their domains anything.
        var wired = plan.Hosts.Where(host => host.DriverDomain is not null).Select(host => host.Name).ToHashSet();
        _domains = components
            .Where(component => component.Kind == ComponentKind.Domain && wired.Contains(component.Host))
            .Where(component => component.Name != HostLayout.DriverDomainName)
            .ToDictionary(component => component.Name, component => component.Id, StringComparer.Ordinal);
        TimelineCount = plan.Hosts.Count;
        if (plan.Hosts.Any(host => host.NicBitsPerSecond > 0))
        {
            Fabric = Add(ComponentKind.Fabric, "switch");
            foreach (var domain in plan.Domains)
            {
                AddClients(domain);
            }
        }

        AddFlows();

        int Add(ComponentKind kind, string name)
        {
            components.Add(new ComponentInfo(components.Count, kind, TimelineCount++, "", name));
            return components.Count - 1;
        }

        void AddClients(DomainPlan domain)
        {
            if (domain.Load is not null)
            {
                _domainOfClient.Add(Add(ComponentKind.Client, domain.Name), domain.Name);
            }

            if (domain.Applications.Any(UsesRemote))
            {
                var remote = Add(ComponentKind.Client, $"{domain.Name}-remote");
                _domainOfClient.Add(remote, domain.Name);
                _remotes.Add(domain.Name, remote);
            }
        }
    }

    /// <summary>The identity of the fabric; −1 if there is none.</summary>
    public int Fabric { get; } = -1;

    /// <summary>How many timelines the run has.</summary>
    public int TimelineCount { get; private set; }

    /// <summary>All streams of the run.</summary>
    public IReadOnlyList<StreamFlow> Flows => _flows;

    /// <summary>The identity of whom a ping of this domain is for.</summary>
    public int PeerOf(DomainPlan domain, string peer) => peer.Length == 0 ? Remote(domain.Name) : Domain(peer);

    /// <summary>A fresh fabric, client or remote machine.</summary>
    /// <param name="component">Which.</param>
    /// <param name="hosts">The hosts, in the plan's order.</param>
    public LogicalProcess Create(ComponentInfo component, IReadOnlyList<HostLayout> hosts)
    {
        if (component.Kind == ComponentKind.Fabric)
        {
            return CreateFabric(component, hosts);
        }

        var domain = _domainOfClient[component.Id];
        var warmup = VirtualTime.Zero + _plan.Warmup;
        var wiring = new ClientWiring(
            Fabric, _plan.Fabric.ClientBitsPerSecond, _plan.Fabric.Latency, _domains[domain], warmup);
        if (_remotes.GetValueOrDefault(domain, -1) == component.Id)
        {
            var options = new TcpOptions { WindowBytes = MachineOf(domain).TcpWindowBytes };
            return new RemotePeer(
                component.Id,
                component.Path,
                wiring,
                [.. _flows
                    .Where(flow => flow.Sender == component.Id || flow.Receiver == component.Id)
                    .Select((flow, index) =>
                        new StreamEnd(index, flow, flow.Sender == component.Id, options, warmup))]);
        }

        var load = _plan.Domains.First(one => one.Name == domain).Load!;
        return new Client(component.Id, component.Path, _plan.Seed, load, wiring);
    }

    private static bool UsesRemote(ApplicationPlan application) =>
        application is StreamPlan { Peer.Length: 0 } or PingPlan { Target.Length: 0 };

    private Fabric CreateFabric(ComponentInfo component, IReadOnlyList<HostLayout> hosts)
    {
        var ports = new List<FabricPort>();
        // Hosts come before the fabric, and clients after it.
        var portOf = new int[component.Id + _domainOfClient.Count + 1];
        Array.Fill(portOf, -1);
        foreach (var host in hosts.Where(host => host.Card >= 0))
        {
            foreach (var domain in host.GuestDomains)
            {
                portOf[domain] = ports.Count;
            }

            ports.Add(new FabricPort { Target = host.Card, BitsPerSecond = host.CardBitsPerSecond });
        }

        // Clients follow the fabric in the order of identities.
        for (var client = component.Id + 1; client <= component.Id + _domainOfClient.Count; client++)
        {
            portOf[client] = ports.Count;
            ports.Add(new FabricPort { Target = client, BitsPerSecond = _plan.Fabric.ClientBitsPerSecond });
        }

        return new Fabric(component.Id, component.Path, _plan.Fabric.Latency, portOf, ports);
    }

    private void AddFlows()
    {
        foreach (var domain in _plan.Domains)
        {
            foreach (var stream in domain.Applications.OfType<StreamPlan>())
            {
                // Declared at both ends: the sender's declaration counts.
                if (!stream.Sends && stream.Peer.Length > 0 && SendsTo(stream.Peer, domain.Name))
                {
                    continue;
                }

                var peer = PeerOf(domain, stream.Peer);
                var own = Domain(domain.Name);
                _flows.Add(stream.Sends
                    ? new StreamFlow(_flows.Count, own, peer)
                    : new StreamFlow(_flows.Count, peer, own));
            }
        }
    }

    private bool SendsTo(string sender, string receiver) =>
        _plan.Domains.Any(domain => domain.Name == sender && domain.Applications.Any(application =>
            application is StreamPlan { Sends: true } stream && stream.Peer == receiver));

    private MachineProfile MachineOf(string domain)
    {
        var host = _plan.Domains.First(one => one.Name == domain).Host;
        return _plan.Hosts.First(one => one.Name == host).Machine;
    }

    private int Domain(string name) => _domains.TryGetValue(name, out var id)
        ? id
        : throw new EmulationException($"There is no domain '{name}' to talk to; name one of the plan's domains.");

    private int Remote(string domain) => _remotes.TryGetValue(domain, out var id)
        ? id
        : throw new EmulationException(
            $"Domain '{domain}' talks to a remote machine, but no host has a network card; give its host one.");
}
