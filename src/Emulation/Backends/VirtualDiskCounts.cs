namespace Xenisol.Emulation.Backends;

/// <summary>The books of one virtual disk.</summary>
internal struct VirtualDiskCounts
{
    /// <summary>Requests that the backend took from the ring.</summary>
    public long Requests;

    /// <summary>Their bytes.</summary>
    public long Bytes;

    /// <summary>Requests that were merged into an operation with others.</summary>
    public long Merges;

    /// <summary>Operations sent to the disk.</summary>
    public long Operations;

    /// <summary>How often the limits made the ring wait.</summary>
    public long LimitWaits;

    /// <summary>Notifications sent to the guest.</summary>
    public long Notifications;

    /// <summary>What was counted since <paramref name="before"/>.</summary>
    public readonly VirtualDiskCounts Since(in VirtualDiskCounts before) => new()
    {
        Requests = Requests - before.Requests,
        Bytes = Bytes - before.Bytes,
        Merges = Merges - before.Merges,
        Operations = Operations - before.Operations,
        LimitWaits = LimitWaits - before.LimitWaits,
        Notifications = Notifications - before.Notifications,
    };
}
