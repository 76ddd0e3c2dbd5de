using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>Reads and writes the domain's virtual disk, past every cache, as fio does with direct I/O.</summary>
public sealed record DiskAccessPlan : ApplicationPlan
{
    /// <summary>Whether each access begins where the one before ended; else places are drawn at random.</summary>
    public bool Sequential { get; init; }

    /// <summary>Reads among the accesses, in parts per million.</summary>
    public int ReadPpm { get; init; } = 1_000_000;

    /// <summary>Bytes of an access, a multiple of 512.</summary>
    public required int BlockBytes { get; init; }

    /// <summary>Closed loop: accesses under way at any time; 0 for an open loop.</summary>
    public int Depth { get; init; }

    /// <summary>Open loop: how accesses arrive.</summary>
    public ArrivalKind Arrivals { get; init; }

    /// <summary>Open loop: mean time between accesses.</summary>
    public Duration Gap { get; init; }
}
