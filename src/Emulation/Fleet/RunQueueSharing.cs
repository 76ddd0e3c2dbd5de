namespace Xenisol.Emulation.Fleet;

/// <summary>Credit2: which pCPUs share a run queue, as Xen's boot option <c>credit2_runqueue</c>.</summary>
public enum RunQueueSharing
{
    /// <summary>Each pCPU has its own.</summary>
    Cpu,

    /// <summary>The hardware threads of a core.</summary>
    Core,

    /// <summary>The cores of a socket; the default.</summary>
    Socket,

    /// <summary>The cores of a NUMA node, which is a socket here.</summary>
    Node,

    /// <summary>All of the host.</summary>
    All,
}
