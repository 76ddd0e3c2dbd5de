using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Network;

namespace Xenisol.Emulation.Interrupts;

/// <summary>
/// The CPU time that promised bandwidth makes the driver domain spend, in ns a second: for each full frame that a guest
/// sends, what the interface costs and what the card costs, each with half of an acknowledgement that comes back.
/// </summary>
internal static class PromisedLoad
{
    private const long FrameBits = 8 * (Packet.MaxSegmentBytes + Packet.HeaderBytes);

    /// <summary>The rate that is promised to a domain in bits per second: its plan's, else that of its class in the
    /// tree that the host was given; 0 for none.</summary>
    public static long RateOf(DomainPlan domain, CardShapingPlan shaping)
    {
        if (domain.Shaping is { } own)
        {
            return own.RateBitsPerSecond;
        }

        var classId = shaping.Classes.FirstOrDefault(one => one.Domain == domain.Name)?.ClassId;
        return shaping.Tree?.Classes.FirstOrDefault(one => one.ClassId == classId)?.RateBitsPerSecond ?? 0;
    }

    /// <summary>Of an interface: the tasklets' work.</summary>
    public static long OfInterface(long bitsPerSecond, MachineProfile machine)
    {
        var sent = machine.BackendTransmitPacket + machine.GrantMapUnmap + machine.GrantCopy
            + machine.NicTransmitPacket;
        return Load(bitsPerSecond, sent.Nanoseconds + (machine.BackendReceivePacket.Nanoseconds / 2));
    }

    /// <summary>Of the card: the work of polling it.</summary>
    public static long OfCard(long bitsPerSecond, MachineProfile machine) => Load(
        bitsPerSecond, machine.NicTransmitCompletion.Nanoseconds + (machine.NicReceivePacket.Nanoseconds / 2));

    private static long Load(long bitsPerSecond, long nanosecondsPerFrame) =>
        (long)((Int128)bitsPerSecond * nanosecondsPerFrame / FrameBits);
}
