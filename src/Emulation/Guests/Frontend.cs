namespace Xenisol.Emulation.Guests;

/// <summary>What the network frontend of a guest knows beyond its queues. All members have 64 bits.</summary>
internal struct Frontend
{
    /// <summary>Free slots of the transmit ring.</summary>
    public long TransmitSlots;

    /// <summary>Slots that the backend answered and the frontend has not looked at yet.</summary>
    public long AnsweredSlots;

    /// <summary>Frames put into the transmit ring since the start.</summary>
    public long Produced;

    /// <summary>Frames taken off the receive ring since the start.</summary>
    public long Consumed;

    /// <summary>1 if the backend wants to be notified of the next frame.</summary>
    public long NotifyNext;

    /// <summary>1 while kernel work to transmit is queued.</summary>
    public long Transmitting;

    /// <summary>1 while the receive ring is polled, from the event to the poll that finds it empty.</summary>
    public long Polling;

    /// <summary>The vCPU on which the frontend works.</summary>
    public long Vcpu;

    /// <summary>Frames that found the stack's queue full.</summary>
    public long Dropped;

    /// <summary>Frames that no socket takes.</summary>
    public long Unclaimed;
}
