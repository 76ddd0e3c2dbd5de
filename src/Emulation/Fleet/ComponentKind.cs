namespace Xenisol.Emulation.Fleet;

/// <summary>The kinds of components; each has a grain class of its own.</summary>
public enum ComponentKind
{
    /// <summary>A host's scheduler: the hypervisor's policy and its run queues.</summary>
    HostScheduler,

    /// <summary>A physical core.</summary>
    PhysicalCore,

    /// <summary>A domain: its vCPUs, guest kernel, applications and frontends.</summary>
    Domain,

    /// <summary>An event channel between a frontend and a backend, or between a card and the driver domain.</summary>
    EventChannel,

    /// <summary>A backend driver in the driver domain.</summary>
    BackendDriver,

    /// <summary>A network card.</summary>
    NetworkCard,

    /// <summary>The switch and links between hosts and clients.</summary>
    Fabric,

    /// <summary>The clients of one domain, or the remote end of its streams.</summary>
    Client,

    /// <summary>A disk.</summary>
    Disk,
}
