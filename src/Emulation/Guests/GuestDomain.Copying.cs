using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Network;

namespace Xenisol.Emulation.Guests;

/// <content>What the guest copies itself, where it shares buffers with the driver domain and not its pages.</content>
internal sealed partial class GuestDomain
{
    /// <summary>Copying the first frames of a queue, in ns; in proportion to their sizes, each rounded up.</summary>
    private long CopyingCost(Fifo<PacketWords> frames, long count)
    {
        var copy = _wiring.Machine.GuestCopy.Nanoseconds;
        var cost = 0L;
        for (var i = 0; i < count && copy > 0; i++)
        {
            cost += ((copy * frames[i].Unpack().Bytes) + 1_499) / 1_500;
        }

        return cost;
    }
}
