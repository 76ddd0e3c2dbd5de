namespace Xenisol.Emulation.EventChannels;

/// <summary>One end of an event channel: the domain that is told, and what it was told.</summary>
internal struct EventChannelEnd
{
    /// <summary>The identity of the domain; −1 where nobody listens (a device).</summary>
    public long Domain;

    /// <summary>The port's number in that domain.</summary>
    public long Port;

    /// <summary>The vCPU of that domain that takes the upcall.</summary>
    public long Vcpu;

    /// <summary>1 from a notification until the domain acknowledges it.</summary>
    public long Pending;

    /// <summary>1 while upcalls are held back.</summary>
    public long Masked;

    /// <summary>Notifications that came.</summary>
    public long Notified;

    /// <summary>Upcalls that were made; the others found the bit set.</summary>
    public long Delivered;
}
