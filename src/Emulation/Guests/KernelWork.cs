namespace Xenisol.Emulation.Guests;

/// <summary>One piece of kernel work of a vCPU. All members have 64 bits, so that nothing is padded.</summary>
internal struct KernelWork
{
    /// <summary>The event upcall: scan the pending ports and handle them; <see cref="B"/>: the port that raised it.
    /// </summary>
    public const long Upcall = 0;

    /// <summary>The timer tick.</summary>
    public const long Tick = 1;

    /// <summary>A task wakes up; <see cref="A"/>: which.</summary>
    public const long Wake = 2;

    /// <summary>Work that a component posted; <see cref="A"/>: the component, <see cref="B"/>: its tag.</summary>
    public const long Posted = 3;

    /// <summary>The frontend takes frames off the receive ring; <see cref="A"/>: how many.</summary>
    public const long Poll = 4;

    /// <summary>Stack and frontend put frames into the transmit ring; <see cref="A"/>: how many.</summary>
    public const long Transmit = 5;

    /// <summary>The hypercall that notifies the backend.</summary>
    public const long Notify = 6;

    /// <summary>Block layer and frontend put requests into the disk's ring.</summary>
    public const long DiskSubmit = 7;

    /// <summary>The frontend takes answers off the disk's ring; <see cref="A"/>: how many.</summary>
    public const long DiskPoll = 8;

    /// <summary>The hypercall that notifies the block backend.</summary>
    public const long DiskNotify = 9;

    /// <summary>The way through the idle loop to the hypercall that blocks the vCPU.</summary>
    public const long Idle = 10;

    /// <summary>What is left of it in ns.</summary>
    public long Remaining;

    /// <summary>What is done of it in ns.</summary>
    public long Done;

    /// <summary>One of the constants.</summary>
    public long Kind;

    /// <summary>First parameter.</summary>
    public long A;

    /// <summary>Second parameter.</summary>
    public long B;
}
