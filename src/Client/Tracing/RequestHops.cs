using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Network;

namespace Xenisol.Client.Tracing;

/// <summary>What was seen of one request, in the order of virtual time.</summary>
internal sealed class RequestHops
{
    private readonly List<Hop> _hops = [];

    public RequestHops(long request) => Request = request;

    public long Request { get; }

    public IReadOnlyList<Hop> All => _hops;

    public void Add(in Hop hop) => _hops.Add(hop);

    /// <summary>The first hop of a kind, of either direction.</summary>
    public Hop? First(MessageKind kind) => Find(kind, null, last: false);

    /// <summary>The first hop of a kind and direction.</summary>
    public Hop? First(MessageKind kind, PacketKind packet) => Find(kind, packet, last: false);

    /// <summary>The last hop of a kind and direction.</summary>
    public Hop? Last(MessageKind kind, PacketKind packet) => Find(kind, packet, last: true);

    /// <summary>How many frames of a direction passed a hop.</summary>
    public int Count(MessageKind kind, PacketKind packet) =>
        _hops.Count(hop => hop.Kind == kind && hop.Packet == packet);

    private Hop? Find(MessageKind kind, PacketKind? packet, bool last)
    {
        Hop? found = null;
        foreach (var hop in _hops)
        {
            if (hop.Kind == kind && (packet is null || hop.Packet == packet))
            {
                found = hop;
                if (!last)
                {
                    break;
                }
            }
        }

        return found;
    }
}
