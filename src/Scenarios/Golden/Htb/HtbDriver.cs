using Xenisol.Emulation.Shaping;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden.Htb;

/// <summary>
/// A link of infinite rate in front of a token bucket: packets arrive, and the bucket is drained after each arrival
/// and at each instant that it asked for, never late. A driver can stop and go on with another, equal bucket.
/// </summary>
internal sealed class HtbDriver
{
    private const int SentMax = 20_000_000;

    private readonly HtbFlow[] _flows;
    private readonly long[] _nextArrivals;
    private readonly int _keptWaiting;
    private long _nextEvent = long.MaxValue;

    /// <summary>A driver at time zero.</summary>
    /// <param name="bucket">The tree.</param>
    /// <param name="flows">The sources.</param>
    /// <param name="keptWaiting">How many packets a backlogged source keeps waiting. More changes nothing as long as it
    /// sends; they are what still leaves once it stops.</param>
    public HtbDriver(HierarchicalTokenBucket bucket, IEnumerable<HtbFlow> flows, int keptWaiting = 100)
    {
        Bucket = bucket;
        _flows = [.. flows];
        _keptWaiting = keptWaiting;
        _nextArrivals = [.. _flows.Select(flow => flow.Start < flow.Stop ? flow.Start : long.MaxValue)];
        Dropped = new int[_flows.Length];
        Offered = new int[_flows.Length];
    }

    public HierarchicalTokenBucket Bucket { get; set; }

    /// <summary>Every packet that was sent: when it left and arrived in ns, its flow and its bytes.</summary>
    public List<(long At, long Arrived, int Flow, long Bytes)> Sent { get; } = [];

    public int[] Dropped { get; }

    public int[] Offered { get; }

    /// <summary>Goes on until an instant, which is not included.</summary>
    /// <exception cref="InvalidDataException">More than 20 million packets were sent: the sources never pause.
    /// </exception>
    public void RunUntil(long end)
    {
        while (true)
        {
            int flow = Array.IndexOf(_nextArrivals, _nextArrivals.Min());
            long now = Math.Min(_nextArrivals[flow], _nextEvent);
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
        HtbFlow source = _flows[flow];
        int packets = source.Backlogged ? _keptWaiting : source.PacketsPerBurst;
        long next = source.Backlogged ? long.MaxValue : now + source.Interval;
        _nextArrivals[flow] = next >= source.Stop ? long.MaxValue : next;
        for (int i = 0; i < packets; i++)
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
        while (Bucket.TryDequeue(VirtualTime.FromNanoseconds(now), out QueuedPacket packet, out next))
        {
            int flow = (int)packet.First;
            Sent.Add(Sent.Count < SentMax
                ? (now, packet.Second, flow, packet.Bytes)
                : throw new InvalidDataException(
                    $"flow {_flows[flow].Name} and the others send more than {SentMax} packets."));
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
        QueuedPacket packet = new(_flows[flow].PacketBytes, flow, now);
        bool queued = _flows[flow].ClassId < 0
            ? Bucket.EnqueueUnclassified(packet)
            : Bucket.Enqueue(_flows[flow].ClassId, packet);
        Dropped[flow] += queued ? 0 : 1;
    }
}
