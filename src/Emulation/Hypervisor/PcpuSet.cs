using System.Numerics;
using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Hypervisor;

/// <summary>A set of physical cores of one host. All operations are O(cores / 64); none allocates.</summary>
internal sealed class PcpuSet
{
    private const int None = -1;
    private readonly int _size;
    private ulong[] _words;

    public PcpuSet(int size)
    {
        _size = size;
        _words = new ulong[(size + 63) / 64];
    }

    public bool IsEmpty
    {
        get
        {
            foreach (var word in _words)
            {
                if (word != 0)
                {
                    return false;
                }
            }

            return true;
        }
    }

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    /// <summary>A set of the given cores, or of all where none is given.</summary>
    public static PcpuSet Of(int size, IReadOnlyList<int> pcpus)
    {
        var set = new PcpuSet(size);
        for (var pcpu = 0; pcpu < size; pcpu++)
        {
            if (pcpus.Count == 0 || pcpus.Contains(pcpu))
            {
                set.Add(pcpu);
            }
        }

        return set;
    }

    public bool Contains(int pcpu) => (_words[pcpu >> 6] & (1UL << (pcpu & 63))) != 0;

    public void Add(int pcpu) => _words[pcpu >> 6] |= 1UL << (pcpu & 63);

    public void Remove(int pcpu) => _words[pcpu >> 6] &= ~(1UL << (pcpu & 63));

    public void Clear() => Array.Clear(_words);

    /// <summary>Replaces 64 pCPUs from 64 × <paramref name="word"/> on; bits beyond the last one are dropped.</summary>
    public void SetWord(int word, ulong bits)
    {
        var used = IsLastWord(word) ? _size - (word << 6) : 64;
        _words[word] = used == 64 ? bits : bits & ((1UL << used) - 1);
    }

    /// <summary>Whether the last pCPUs are in that word.</summary>
    public bool IsLastWord(int word) => word == _words.Length - 1;

    /// <summary>The members in ascending order; allocates.</summary>
    public int[] ToArray() => [.. Enumerable.Range(0, _size).Where(Contains)];

    public void CopyFrom(PcpuSet other) => other._words.CopyTo(_words, 0);

    public void And(PcpuSet other)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            _words[i] &= other._words[i];
        }
    }

    public void Except(PcpuSet other)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            _words[i] &= ~other._words[i];
        }
    }

    public bool Intersects(PcpuSet other)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            if ((_words[i] & other._words[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    public bool Includes(PcpuSet other)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            if ((other._words[i] & ~_words[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The next member after <paramref name="pcpu"/>, wrapping around to itself; −1 if the set is empty.
    /// </summary>
    public int CycleAfter(int pcpu)
    {
        var next = NextFrom(pcpu + 1);
        return next != None ? next : NextFrom(0);
    }

    public void Transfer(StateTransfer state) => state.Array(ref _words);

    /// <summary>The least member from <paramref name="pcpu"/> on; −1 if there is none.</summary>
    public int NextFrom(int pcpu)
    {
        if (pcpu >= _size)
        {
            return None;
        }

        var word = pcpu >> 6;
        var bits = _words[word] & (ulong.MaxValue << (pcpu & 63));
        while (bits == 0)
        {
            if (++word == _words.Length)
            {
                return None;
            }

            bits = _words[word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(bits);
    }
}
