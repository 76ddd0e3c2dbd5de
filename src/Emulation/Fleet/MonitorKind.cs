namespace Xenisol.Emulation.Fleet;

/// <summary>Whose way frames take between guests and the driver domain: who copies them, and when.</summary>
public enum MonitorKind
{
    /// <summary>Xen's netback: pages are granted and mapped frame by frame; the backend copies, by its copy mode.
    /// </summary>
    Xen,

    /// <summary>KVM with vhost-net: guests' memory is mapped once; the backend copies every frame, both ways.</summary>
    KvmVhost,

    /// <summary>Hyper-V with VMBus: buffers are shared once; guests copy what they send into them, the backend copies
    /// what they receive into them, and the guest copies it out again.</summary>
    HypervVmbus,
}
