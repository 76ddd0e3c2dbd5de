using Xenisol.Emulation.Shaping;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Shaping;

/// <summary>
/// A link of infinite rate in front of a token bucket: packets arrive, and the bucket is drained after each arrival
/// and at each instant that it asked for, never late. A driver can stop and go on with another, equal bucket.
/// </summary>
internal sealed class HtbDriver
{
    private const int KeptWaiting = 100;

    private readonly HtbFlow[] _flows;
    private readonly long[] _nextArrivals;
    private long _nextEvent = long.MaxValue;

    public HtbDriver(HierarchicalTokenBucket bucket, IEnumerable<HtbFlow> flows)
    {
        Bucket = bucket;
        _flows = [.. flows];
        _nextArrivals = [.. _flows.Select(flow => flow.Start)];
        Dropped = new int[_flows.Length];
        Offered = new int[_flows.Length];
    }

    public HierarchicalTokenBucket Bucket { get; set; }

    /// <summary>Every packet that was sent: when it left and arrived in ns, its flow and its bytes.</summary>
    public List<(long At, long Arrived, int Flow, long Bytes)> Sent { get; } = [];

    public int[] Dropped { get; }

    public int[] Offered { get; }

    public void RunUntil(long end)
    {
        while (true)
        {
            var flow = Array.IndexOf(_nextArrivals, _nextArrivals.Min());
            var now = Math.Min(_nextArrivals[flow], _nextEvent);
            if (now >= end)
            {
                return;
            }

            if (_nextEvent <= _nextArrivals[flow])
            {
                Drain(now);
            }
            else
            {
                Arrive(flow, now);
            }
        }
    }

    private void Arrive(int flow, long now)
    {
        var source = _flows[flow];
        var packets = source.Backlogged ? KeptWaiting : source.PacketsPerBurst;
        var next = source.Backlogged ? long.MaxValue : now + source.Interval;
        _nextArrivals[flow] = next >= source.Stop ? long.MaxValue : next;
        for (var i = 0; i < packets; i++)
        {
            Offer(flow, now);
            if (!source.Backlogged)
            {
                Drain(now);
            }
        }

        Drain(now);
    }

    private void Drain(long now)
    {
        VirtualTime next;
        while (Bucket.TryDequeue(VirtualTime.FromNanoseconds(now), out var packet, out next))
        {
            var flow = (int)packet.First;
            Sent.Add((now, packet.Second, flow, packet.Bytes));
            if (_flows[flow].Backlogged && now < _flows[flow].Stop)
            {
                Offer(flow, now);
            }
        }

        _nextEvent = next.Nanoseconds;
    }

    private void Offer(int flow, long now)
    {
        Offered[flow]++;
        var packet = new QueuedPacket(_flows[flow].PacketBytes, flow, now);
        var queued = _flows[flow].ClassId < 0
            ? Bucket.EnqueueUnclassified(packet)
            : Bucket.Enqueue(_flows[flow].ClassId, packet);
        Dropped[flow] += queued ? 0 : 1;
    }
}
