using System.Numerics;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Shaping;

/// <content>Choosing the next packet.</content>
public sealed partial class HierarchicalTokenBucket
{
    private const long LongestSleepNanoseconds = 5_000_000_000;
    private const long EmptyQueueSleepNanoseconds = 1_000_000_000;

    // Scratch of NextLeaf: with stack buffers the runtime compiles it once, without its profile.
    private readonly int[] _path = new int[HtbTree.Levels];
    private readonly int[] _owners = new int[HtbTree.Levels];

    /// <summary>Takes the packet that goes next, if one may go now; call it whenever the link is free.</summary>
    /// <param name="now">The instant; never earlier than in the call before.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="nextEvent">Without a packet: when to ask again, <see cref="VirtualTime.Never"/> if nothing waits.
    /// With a packet: <see cref="VirtualTime.Never"/>, since the owner asks again once the link is free.</param>
    /// <returns>Whether there is a packet.</returns>
    public bool TryDequeue(VirtualTime now, out QueuedPacket packet, out VirtualTime nextEvent)
    {
        nextEvent = VirtualTime.Never;
        if (_direct.Count > 0)
        {
            packet = _direct.Dequeue();
            _directSent++;
            return true;
        }

        packet = default;
        if (_waiting == 0)
        {
            return false;
        }

        Invariant.Holds(now.Nanoseconds >= _now);
        _now = now.Nanoseconds;
        var next = _now + LongestSleepNanoseconds;
        for (var level = 0; level < HtbTree.Levels; level++)
        {
            if (_now >= _nearestEvents[level])
            {
                _nearestEvents[level] = RunEvents(level);
            }

            next = Math.Min(next, _nearestEvents[level]);
            if (_rowMasks[level] != 0)
            {
                packet = DequeueFrom(level, BitOperations.TrailingZeroCount(_rowMasks[level]));
                return true;
            }
        }

        nextEvent = VirtualTime.FromNanoseconds(next);
        return false;
    }

    private QueuedPacket DequeueFrom(int level, int priority)
    {
        var index = NextLeaf(level, priority);
        var one = _classes[index];
        var queue = _queues[index];
        var packet = queue.Dequeue();
        _waiting--;
        _states[index].BacklogBytes -= packet.Bytes;

        // The turn ends when the deficit is used up; it is topped up once, however deep it is.
        ref var deficit = ref _deficits[(index * HtbTree.Levels) + level];
        deficit -= packet.Bytes;
        if (deficit < 0)
        {
            deficit += one.Quantum;
            AdvancePointer(level == 0 ? Row(0, priority) : _classes[one.Parent].FirstFeed + priority);
        }

        if (queue.Count == 0)
        {
            Deactivate(index);
            _states[index].Activity = 0;
        }

        Charge(index, level, packet.Bytes);
        return packet;
    }

    /// <summary>Follows the pointers from a row down to the leaf whose turn it is.</summary>
    private int NextLeaf(int level, int priority)
    {
        var path = _path;
        var owners = _owners;
        var depth = 0;
        path[0] = Row(level, priority);
        while (true)
        {
            var set = path[depth];
            if (_pointers[set] == None && _hints[set] != None)
            {
                _pointers[set] = _sets.AtLeast(set, _hints[set]);
            }

            _hints[set] = None;
            if (_pointers[set] == None)
            {
                // Past the last child: start over here, and let the level above move on.
                _pointers[set] = _sets.AtLeast(set, 0);
                Invariant.Holds(_pointers[set] != None);
                if (depth > 0)
                {
                    depth--;
                    AdvancePointer(path[depth]);
                }

                continue;
            }

            var index = depth == 0
                ? _rows[level][_pointers[set]]
                : _classes[owners[depth]].Children[_pointers[set]];
            if (_classes[index].Level == 0)
            {
                return index;
            }

            depth++;
            owners[depth] = index;
            path[depth] = _classes[index].FirstFeed + priority;
        }
    }
}
