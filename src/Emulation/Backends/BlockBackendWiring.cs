using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Backends;

/// <summary>What a block backend is connected to.</summary>
internal sealed record BlockBackendWiring
{
    /// <summary>The port of the disk among the backend's; virtual disk <c>i</c> has port i + 1.</summary>
    public const int DiskPort = 0;

    /// <summary>The identity of the driver domain.</summary>
    public required int DriverDomain { get; init; }

    /// <summary>The identity of the disk.</summary>
    public required int Disk { get; init; }

    /// <summary>How many operations the disk takes at once.</summary>
    public required int QueueDepth { get; init; }

    /// <summary>By virtual disk: the identity of the guest.</summary>
    public required IReadOnlyList<int> Guests { get; init; }

    /// <summary>By virtual disk: the identity of its event channel.</summary>
    public required IReadOnlyList<int> EventChannels { get; init; }

    /// <summary>By virtual disk: its size and limits.</summary>
    public required IReadOnlyList<VirtualDiskPlan> Disks { get; init; }

    /// <summary>By virtual disk: its first sector on the disk.</summary>
    public required IReadOnlyList<long> FirstSectors { get; init; }

    /// <summary>When statistics begin.</summary>
    public required VirtualTime Warmup { get; init; }
}
