using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Network;
using Xenisol.Grains;

namespace Xenisol.Client.Tracing;

/// <summary>
/// Gathers the hops of sampled requests until their end. What it holds is bounded by the sampled requests under way.
/// </summary>
internal sealed class RequestCollector
{
    private readonly ulong _seed;
    private readonly long _oneIn;
    private readonly Dictionary<long, RequestHops> _underWay = [];

    public RequestCollector(ulong seed, long oneIn)
    {
        _seed = seed;
        _oneIn = oneIn;
    }

    /// <summary>Sampled requests that began.</summary>
    public long Sampled { get; private set; }

    /// <summary>Takes what was seen; returns the request that ended with it, if one did.</summary>
    public RequestHops? Take(in WatchedMessage seen)
    {
        if (!seen.IsObservation || seen.Kind is < MessageKind.HopClientSent or > MessageKind.HopDropped)
        {
            return null;
        }

        if (seen.Kind == MessageKind.HopClientSent && SpanIdentity.IsSampled(_seed, seen.A, _oneIn))
        {
            Sampled++;
            _underWay.Add(seen.A, new RequestHops(seen.A));
        }

        // Frames of a request that was given up arrive late and belong to no trace any more.
        if (!_underWay.TryGetValue(seen.A, out var hops))
        {
            return null;
        }

        hops.Add(new Hop(seen.Kind, seen.AtNanoseconds, seen.Component, (PacketKind)seen.Port, seen.B));
        if (seen.Kind is not (MessageKind.HopClientReceived or MessageKind.HopClientTimeout))
        {
            return null;
        }

        _underWay.Remove(seen.A);
        return hops;
    }

    /// <summary>The requests that are under way, in the order of their identities, and forgets them.</summary>
    public IReadOnlyList<RequestHops> TakeRest()
    {
        RequestHops[] rest = [.. _underWay.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
        _underWay.Clear();
        return rest;
    }
}
