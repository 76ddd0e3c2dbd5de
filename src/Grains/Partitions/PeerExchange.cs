using Xenisol.Emulation.Engine;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Partitions;

/// <summary>
/// A partition's side of the meeting at the end of each window: one blob to each other partition, one from each.
/// </summary>
internal sealed class PeerExchange
{
    private readonly RunContext _run;
    private readonly int _index;
    private readonly IPartitionGrain[] _peers;
    private readonly PeerMailbox _mailbox;
    private readonly List<RemoteMessage>[] _divided;
    private long _messagesToOtherSilos;
    private long _blobsToOtherSilos;

    public PeerExchange(RunContext run, int index, IPartitionGrain[] peers, PeerMailbox mailbox)
    {
        _run = run;
        _index = index;
        _peers = peers;
        _mailbox = mailbox;
        _divided = [.. peers.Select(_ => new List<RemoteMessage>())];
    }

    public long MessagesToOtherSilos => Interlocked.Read(ref _messagesToOtherSilos);

    public long BlobsToOtherSilos => Interlocked.Read(ref _blobsToOtherSilos);

    /// <summary>Tells the others what was sent and what is next, and hears the same from them.</summary>
    /// <param name="partition">The partition, at the end of a window; takes what it was sent.</param>
    /// <param name="window">The number of the window.</param>
    /// <param name="wantsStop">Whether this partition wants all to stop here.</param>
    /// <returns>The earliest message of all partitions, and whether all stop here.</returns>
    public (long Next, bool Stop) Meet(Partition partition, long window, bool wantsStop)
    {
        var next = Math.Min(partition.Next.Nanoseconds, Divide(partition.Outgoing));
        for (var peer = 0; peer < _peers.Length; peer++)
        {
            if (peer != _index)
            {
                Send(peer, window, next, wantsStop);
            }
        }

        var stop = wantsStop;
        for (var peer = 0; peer < _peers.Length; peer++)
        {
            if (peer == _index)
            {
                continue;
            }

            var told = _mailbox.Take(window, peer);
            foreach (ref readonly var message in MessageBlob.Read(told.Blob))
            {
                partition.Accept(message);
            }

            next = Math.Min(next, told.NextNanoseconds);
            stop |= told.WantsStop;
        }

        return (next, stop);
    }

    /// <summary>Tells the others that this partition cannot go on, so that they do not wait for it.</summary>
    public void Fail(string reason)
    {
        for (var peer = 0; peer < _peers.Length; peer++)
        {
            if (peer != _index)
            {
                _ = _peers[peer].Receive(new PeerWindow(
                    _run.Layout.Epoch, 0, _index, long.MaxValue, WantsStop: true, reason, []));
            }
        }
    }

    /// <summary>Sorts what was sent by its receivers; returns the earliest instant.</summary>
    private long Divide(List<RemoteMessage> outgoing)
    {
        var earliest = long.MaxValue;
        foreach (var message in outgoing)
        {
            _divided[message.Timeline % _peers.Length].Add(message);
            earliest = Math.Min(earliest, message.Envelope.Order.At.Nanoseconds);
        }

        outgoing.Clear();
        return earliest;
    }

    private void Send(int peer, long window, long next, bool wantsStop)
    {
        var messages = _divided[peer];
        var blob = messages.Count == 0 ? [] : MessageBlob.Write(messages);
        if (messages.Count > 0 && !_run.Layout.Silos[peer].Equals(_run.Layout.Silos[_index]))
        {
            Interlocked.Add(ref _messagesToOtherSilos, messages.Count);
            Interlocked.Increment(ref _blobsToOtherSilos);
        }

        messages.Clear();
        _ = _peers[peer].Receive(new PeerWindow(_run.Layout.Epoch, window, _index, next, wantsStop, "", blob));
    }
}
