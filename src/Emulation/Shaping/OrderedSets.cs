using System.Numerics;
using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Shaping;

/// <summary>
/// Many sets of small whole numbers, each with its own bound, in one array of bits: a tree of 64-bit words in which a
/// bit says that the word below is not empty. Every operation is O(log₆₄ bound) and allocates nothing.
/// </summary>
internal sealed class OrderedSets
{
    private const int MaxDepth = 3;

    private readonly int[] _offsets;
    private readonly int[] _lengths;
    private readonly int[] _depths;
    private ulong[] _words;

    /// <summary>Empty sets; set <c>i</c> holds numbers in [0, <paramref name="bounds"/>[i]), at most 2¹⁸.</summary>
    public OrderedSets(IReadOnlyList<int> bounds)
    {
        _offsets = new int[bounds.Count * MaxDepth];
        _lengths = new int[bounds.Count * MaxDepth];
        _depths = new int[bounds.Count];
        var total = 0;
        for (var set = 0; set < bounds.Count; set++)
        {
            var length = Math.Max(bounds[set], 1);
            do
            {
                Invariant.Holds(_depths[set] < MaxDepth);
                length = (length + 63) / 64;
                var slot = (set * MaxDepth) + _depths[set]++;
                _offsets[slot] = total;
                _lengths[slot] = length;
                total += length;
            }
            while (length > 1);
        }

        _words = new ulong[total];
    }

    /// <summary>How many sets there are.</summary>
    public int Count => _depths.Length;

    /// <summary>Whether a set has no member.</summary>
    public bool IsEmpty(int set) => _words[_offsets[(set * MaxDepth) + _depths[set] - 1]] == 0;

    /// <summary>Puts a number in; it may be there already.</summary>
    public void Add(int set, int number)
    {
        for (var slot = set * MaxDepth; slot < (set * MaxDepth) + _depths[set]; slot++, number >>= 6)
        {
            _words[_offsets[slot] + (number >> 6)] |= 1UL << (number & 63);
        }
    }

    /// <summary>Takes a number out; it need not be there.</summary>
    public void Remove(int set, int number)
    {
        for (var slot = set * MaxDepth; slot < (set * MaxDepth) + _depths[set]; slot++, number >>= 6)
        {
            ref var word = ref _words[_offsets[slot] + (number >> 6)];
            word &= ~(1UL << (number & 63));
            if (word != 0)
            {
                return;
            }
        }
    }

    /// <summary>The least member that is not below <paramref name="from"/>; −1 if there is none.</summary>
    public int AtLeast(int set, int from)
    {
        var position = from;
        for (var depth = 0; depth < _depths[set]; depth++)
        {
            var slot = (set * MaxDepth) + depth;
            var index = position >> 6;
            if (index >= _lengths[slot])
            {
                return -1;
            }

            var bits = _words[_offsets[slot] + index] & (ulong.MaxValue << (position & 63));
            if (bits != 0)
            {
                return Descend(set, depth, (index << 6) + BitOperations.TrailingZeroCount(bits));
            }

            position = index + 1;
        }

        return -1;
    }

    /// <summary>Saves or loads all sets.</summary>
    public void Transfer(StateTransfer state) => state.Array(ref _words);

    private int Descend(int set, int depth, int position)
    {
        for (var below = depth - 1; below >= 0; below--)
        {
            var word = _words[_offsets[(set * MaxDepth) + below] + position];
            position = (position << 6) + BitOperations.TrailingZeroCount(word);
        }

        return position;
    }
}
