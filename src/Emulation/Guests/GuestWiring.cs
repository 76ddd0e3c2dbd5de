using Xenisol.Emulation.EventChannels;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests;

/// <summary>What a guest kernel is connected to.</summary>
internal sealed record GuestWiring
{
    /// <summary>The identity of the host's scheduler.</summary>
    public required int Scheduler { get; init; }

    /// <summary>The index on the host of the domain's vCPU 0.</summary>
    public required int FirstVcpu { get; init; }

    /// <summary>By vCPU: whether it is freed of tick, interrupts and work queues.</summary>
    public required IReadOnlyList<bool> Isolated { get; init; }

    /// <summary>What everything costs.</summary>
    public required MachineProfile Machine { get; init; }

    /// <summary>The kernel's scheduler and tick.</summary>
    public required GuestKernelPlan Kernel { get; init; }

    /// <summary>By port: the identity of the event channel.</summary>
    public required IReadOnlyList<int> EventChannels { get; init; }

    /// <summary>The vCPU to which the event channel of its interface is bound; the frontend begins there.</summary>
    public int EventVcpu { get; init; }

    /// <summary>Which end of its event channels the domain is.</summary>
    public required int End { get; init; }

    /// <summary>The identity of the backend; −1 if the host has none.</summary>
    public required int Backend { get; init; }

    /// <summary>The number of the domain's interface on the host; −1 for the driver domain.</summary>
    public required int Interface { get; init; }

    /// <summary>Whether it is the host's driver domain.</summary>
    public bool IsDriver { get; init; }

    /// <summary>The identity of the block backend; −1 if the host has none.</summary>
    public int BlockBackend { get; init; } = -1;

    /// <summary>The number of the domain's virtual disk on the host; −1 if it has none.</summary>
    public int VirtualDisk { get; init; } = -1;

    /// <summary>The first port that belongs to disks: the virtual disk's in a guest, the disk's in the driver domain.
    /// </summary>
    public int FirstBlockPort { get; init; } = int.MaxValue;

    /// <summary>The longest access of its applications to the virtual disk, in bytes.</summary>
    public int AccessBytesMax { get; init; } = 1;

    /// <summary>Share of one core that is promised to each vCPU, in ppm; 0 for none.</summary>
    public int CpuSharePpm { get; init; }

    /// <summary>The time within which that share is owed.</summary>
    public Duration CpuWithin { get; init; }

    /// <summary>Whether the hypervisor takes a vCPU's overheads out of its slice, so that they use up its share.
    /// </summary>
    public bool SlicesCountOverheads { get; init; }

    /// <summary>The order in which pending ports are handled.</summary>
    public ScanOrder Scan { get; init; }

    /// <summary>
    /// After an upcall has run for so long, the ports that it handles stay masked for a while; zero for no limit.
    /// </summary>
    public Duration UpcallLimit { get; init; }

    /// <summary>The run's seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>When statistics begin.</summary>
    public required VirtualTime Warmup { get; init; }
}
