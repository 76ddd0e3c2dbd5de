using System.Numerics;
using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Shaping;

/// <content>Rows and feeds: who is connected to somebody that can send.</content>
public sealed partial class HierarchicalTokenBucket
{
    // Ordered sets: first a row for each level and priority, then eight feeds for each inner class.
    private readonly OrderedSets _sets;

    // Per set: the ordinal whose turn it is, and where to look for it again after it was taken out.
    private int[] _pointers;
    private int[] _hints;
    private int[] _rowMasks;

    private static int Row(int level, int priority) => (level * Priorities) + priority;

    private List<int> SetBounds()
    {
        var bounds = new List<int>();
        for (var level = 0; level < HtbTree.Levels; level++)
        {
            var inLevel = _classes.Count(one => one.Level == level);
            bounds.AddRange(Enumerable.Repeat(inLevel, Priorities));
        }

        foreach (var one in _classes.Where(one => one.Level > 0))
        {
            one.FirstFeed = bounds.Count;
            bounds.AddRange(Enumerable.Repeat(one.Children.Length, Priorities));
        }

        return bounds;
    }

    /// <summary>Connects a class through ancestors that may borrow to the first that can send, and puts that in its
    /// rows; an ancestor that cannot send ends the chain in nothing.</summary>
    private void Activate(int index)
    {
        var mask = _states[index].Activity;
        var parent = _classes[index].Parent;
        while (_states[index].Mode == HtbMode.MayBorrow && parent != None && mask != 0)
        {
            for (var left = mask; left != 0; left &= left - 1)
            {
                var priority = BitOperations.TrailingZeroCount(left);
                var feed = _classes[parent].FirstFeed + priority;
                if (!_sets.IsEmpty(feed))
                {
                    // The parent is connected at this priority already.
                    mask &= ~(1 << priority);
                }

                _sets.Add(feed, _classes[index].FeedOrdinal);
            }

            _states[parent].Activity |= mask;
            index = parent;
            parent = _classes[index].Parent;
        }

        if (_states[index].Mode == HtbMode.CanSend && mask != 0)
        {
            AddToRows(index, mask);
        }
    }

    /// <summary>Undoes <see cref="Activate"/>; modes must be what they were then.</summary>
    private void Deactivate(int index)
    {
        var mask = _states[index].Activity;
        var parent = _classes[index].Parent;
        while (_states[index].Mode == HtbMode.MayBorrow && parent != None && mask != 0)
        {
            var emptied = 0;
            for (var left = mask; left != 0; left &= left - 1)
            {
                var priority = BitOperations.TrailingZeroCount(left);
                if (RemoveFromFeed(_classes[parent].FirstFeed + priority, _classes[index].FeedOrdinal))
                {
                    emptied |= 1 << priority;
                }
            }

            mask = emptied;
            _states[parent].Activity &= ~mask;
            index = parent;
            parent = _classes[index].Parent;
        }

        if (_states[index].Mode == HtbMode.CanSend && mask != 0)
        {
            RemoveFromRows(index, mask);
        }
    }

    private bool RemoveFromFeed(int feed, int ordinal)
    {
        if (_pointers[feed] == ordinal)
        {
            // The turn is remembered by class id: it goes to the next one when somebody looks.
            _pointers[feed] = None;
            _hints[feed] = ordinal;
        }

        _sets.Remove(feed, ordinal);
        return _sets.IsEmpty(feed);
    }

    private void AddToRows(int index, int mask)
    {
        var one = _classes[index];
        _rowMasks[one.Level] |= mask;
        for (; mask != 0; mask &= mask - 1)
        {
            _sets.Add(Row(one.Level, BitOperations.TrailingZeroCount(mask)), one.RowOrdinal);
        }
    }

    private void RemoveFromRows(int index, int mask)
    {
        var one = _classes[index];
        for (; mask != 0; mask &= mask - 1)
        {
            var priority = BitOperations.TrailingZeroCount(mask);
            var row = Row(one.Level, priority);
            if (_pointers[row] == one.RowOrdinal)
            {
                AdvancePointer(row);
            }

            _sets.Remove(row, one.RowOrdinal);
            if (_sets.IsEmpty(row))
            {
                _rowMasks[one.Level] &= ~(1 << priority);
            }
        }
    }

    private void AdvancePointer(int set)
    {
        Invariant.Holds(_pointers[set] != None);
        _pointers[set] = _sets.AtLeast(set, _pointers[set] + 1);
    }
}
