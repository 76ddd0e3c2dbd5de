using System.Globalization;
using Xenisol.Emulation.Engine;

namespace Xenisol.Grains.Partitions;

/// <summary>
/// What the other partitions told at the ends of windows. A partition sends its next window only when it has heard from
/// everybody, so at most two windows are under way: two slots for each peer. The grain puts, the thread waits.
/// </summary>
internal sealed class PeerMailbox(string partition, int partitions)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly PeerWindow?[] _slots = new PeerWindow?[2 * partitions];
    private readonly object _changed = new();
    private string _failure = "";

    public void Put(PeerWindow window)
    {
        lock (_changed)
        {
            if (window.Failure.Length > 0)
            {
                _failure = window.Failure;
            }
            else
            {
                ref var slot = ref _slots[Slot(window.Window, window.From)];
                Invariant.Holds(slot is null);
                slot = window;
            }

            Monitor.Pulse(_changed);
        }
    }

    /// <summary>Lets whoever waits go, since nothing more will come.</summary>
    public void Fail(string reason)
    {
        lock (_changed)
        {
            _failure = reason;
            Monitor.Pulse(_changed);
        }
    }

    /// <summary>Waits until a peer has told about a window, and takes it.</summary>
    /// <exception cref="RunFailedException">A peer failed, or says nothing.</exception>
    public PeerWindow Take(long window, int peer)
    {
        lock (_changed)
        {
            while (true)
            {
                if (_failure.Length > 0)
                {
                    throw new RunFailedException(_failure);
                }

                ref var slot = ref _slots[Slot(window, peer)];
                if (slot is { } told)
                {
                    Invariant.Holds(told.Window == window);
                    slot = null;
                    return told;
                }

                if (!Monitor.Wait(_changed, Patience))
                {
                    throw new RunFailedException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"Partition {partition} heard nothing from partition {peer} about window {window} for "
                        + $"{Patience.TotalSeconds} s; its silo has ended or hangs. Start the run again."));
                }
            }
        }
    }

    private int Slot(long window, int peer) => (int)(window & 1) * partitions + peer;
}
