using System.Numerics;
using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.EventChannels;

/// <summary>
/// The pending bits of one vCPU on two levels, as the shared page of a domain has them: one selector word whose bit
/// <c>i</c> says that word <c>i</c> of the ports has a bit set. Both operations are O(1).
/// </summary>
internal sealed class PendingPorts
{
    /// <summary>How many ports there can be.</summary>
    public const int MaxPorts = 64 * 64;

    private readonly ScanOrder _order;
    private ulong[] _words;
    private ulong _selector;
    private long _last = -1;

    /// <summary>No port is pending.</summary>
    public PendingPorts(int ports, ScanOrder order)
    {
        Invariant.Holds(ports <= MaxPorts);
        _order = order;
        _words = new ulong[(ports + 63) / 64];
    }

    /// <summary>Whether any port is pending.</summary>
    public bool Any => _selector != 0;

    /// <summary>Sets a port's bit.</summary>
    public void Set(int port)
    {
        _words[port >> 6] |= 1UL << (port & 63);
        _selector |= 1UL << (port >> 6);
    }

    /// <summary>Takes the next pending port in the order of the scan; at least one is pending.</summary>
    public int Take()
    {
        Invariant.Holds(Any);
        var port = _order == ScanOrder.Resumed ? NextFrom((int)_last + 1) : NextFrom(0);
        var word = port >> 6;
        _words[word] &= ~(1UL << (port & 63));
        if (_words[word] == 0)
        {
            _selector &= ~(1UL << word);
        }

        _last = port;
        return port;
    }

    /// <summary>Saves or loads the bits.</summary>
    public void Transfer(StateTransfer state)
    {
        state.Array(ref _words);
        state.Value(ref _selector);
        state.Value(ref _last);
    }

    private int NextFrom(int start)
    {
        var word = start >> 6;
        if (word < _words.Length)
        {
            var rest = _words[word] & (ulong.MaxValue << (start & 63));
            if (rest != 0)
            {
                return (word << 6) + BitOperations.TrailingZeroCount(rest);
            }

            var later = word == 63 ? 0 : _selector & (ulong.MaxValue << (word + 1));
            if (later != 0)
            {
                return Lowest(BitOperations.TrailingZeroCount(later));
            }
        }

        return Lowest(BitOperations.TrailingZeroCount(_selector));
    }

    private int Lowest(int word) => (word << 6) + BitOperations.TrailingZeroCount(_words[word]);
}
