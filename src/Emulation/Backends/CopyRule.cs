using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Backends;

/// <summary>The numbers of a copy mode.</summary>
/// <remarks>
/// <para><b>Delayed</b> (Linux 2.6.18-xen): frames that have waited HZ/2, half a second, are copied whenever the
/// transmit action runs, and a timer makes it run once one has waited HZ, a second.</para>
/// <para><b>Adaptive</b> (ours): both are the time in which the card sends half of the slots full of whole frames. A
/// frame that its class will hold longer is copied at once, and so is any frame once half of the slots wait. Classes
/// that keep frames less than this need, by Little's law, no more than half of the slots together, for together they
/// send no faster than the card. The other half is left to frames that move.</para>
/// </remarks>
/// <param name="Mode">The mode.</param>
/// <param name="CopyAfter">Frames that wait since then are copied when the transmit action runs.</param>
/// <param name="PassAfter">When one waits since then, the transmit action runs.</param>
internal sealed record CopyRule(CopyMode Mode, Duration CopyAfter, Duration PassAfter)
{
    /// <summary>Bytes of each frame that are copied in any mode; a frame without more is answered at once.</summary>
    public const int HeaderBytes = 64;

    /// <summary>What is copied of a frame that has waited: its page is replaced as a whole.</summary>
    public const int PageBytes = 4_096;

    /// <summary>Half of the slots that frames may be started on.</summary>
    public const int HalfOfSlots = (NetworkBackend.PendingSlotCount - NetworkBackend.MaxFragments) / 2;

    private static readonly Duration HalfSecond = Duration.FromMilliseconds(500);

    /// <summary>The rule of a mode on a card of this rate; 0: there is no card, and nothing shapes.</summary>
    public static CopyRule For(CopyMode mode, long cardBitsPerSecond)
    {
        if (mode != CopyMode.Adaptive || cardBitsPerSecond <= 0)
        {
            return new CopyRule(mode, HalfSecond, HalfSecond + HalfSecond);
        }

        var frame = Packet.WireTime(Packet.MaxSegmentBytes + Packet.HeaderBytes, cardBitsPerSecond);
        var limit = Duration.Min(Duration.FromNanoseconds(frame.Nanoseconds * HalfOfSlots), HalfSecond);
        return new CopyRule(mode, limit, limit);
    }
}
