using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Shaping;

/// <summary>
/// Linux's Hierarchical Token Bucket (net/sched/sch_htb.c of 6.18), decision by decision. Passive: whoever owns it
/// hands in packets, asks for the next one when the link is free, and asks again at the instant it was told.
/// </summary>
/// <remarks>
/// <para>Each class has two buckets, whose tokens are nanoseconds of transmission: its rate's and its ceiling's. They
/// are brought up to date only when the class sends; in between a class waits in the wait queue of its level for the
/// instant at which its mode changes.</para>
/// <para>A class that can send and has something to send is in a row of its level. A class that may borrow is in a
/// feed of its parent, up to the first ancestor that can send; that one is in a row. A dequeue looks at rows from the
/// leaves' level upwards, and by priority within a level.</para>
/// <para>Enqueue is O(log classes). So is dequeue for a flat tree, times eight levels for the deepest; both allocate
/// nothing once queues have grown to their depth.</para>
/// </remarks>
public sealed partial class HierarchicalTokenBucket : IQueueingDiscipline
{
    /// <summary>The class id that stands for no class: such packets bypass the tree.</summary>
    public const int Direct = 0;

    private const int Priorities = 8;
    private const int None = -1;

    private readonly HtbClass[] _classes;
    private readonly int[] _indexes;
    private readonly int[][] _rows;
    private readonly int _default;
    private readonly int _directLimit;
    private readonly bool _hysteresis;
    private readonly Fifo<QueuedPacket>[] _queues;
    private readonly Fifo<QueuedPacket> _direct = new();
    private HtbClassState[] _states;
    private long[] _deficits;
    private long _now;
    private long _waiting;
    private long _directSent;
    private long _directDropped;

    /// <summary>A tree with full buckets and empty queues.</summary>
    /// <param name="options">The tree.</param>
    /// <param name="now">When it is set up: buckets fill from here.</param>
    /// <exception cref="ArgumentException">The options contradict themselves; all faults are listed.</exception>
    public HierarchicalTokenBucket(HtbOptions options, VirtualTime now)
    {
        _classes = HtbTree.Build(options);
        _indexes = HtbTree.IndexesByClassId([.. _classes.Select(one => one.ClassId)]);
        _rows = [.. Enumerable.Range(0, HtbTree.Levels).Select(IndexesOf)];
        _directLimit = options.DirectLimitPackets;
        _hysteresis = options.Hysteresis;
        _default = LeafOrNone(options.DefaultClass);
        _queues = [.. _classes.Select(_ => new Fifo<QueuedPacket>())];
        _deficits = new long[_classes.Length * HtbTree.Levels];
        _states = [.. _classes.Select(one => new HtbClassState
        {
            Tokens = one.Bucket.Nanoseconds,
            CeilTokens = one.CeilBucket.Nanoseconds,
            Checkpoint = now.Nanoseconds,
            Mode = HtbMode.CanSend,
        })];
        _sets = new OrderedSets(SetBounds());
        _pointers = new int[_sets.Count];
        _hints = new int[_sets.Count];
        Array.Fill(_pointers, None);
        Array.Fill(_hints, None);
        _rowMasks = new int[HtbTree.Levels];
        _nearestEvents = new long[HtbTree.Levels];
        _waitQueues = new WaitQueues([.. _classes.Select(one => one.Level)], HtbTree.Levels);
    }

    /// <summary>Packets waiting, those that bypass the tree included.</summary>
    public long Backlog => _waiting + _direct.Count;

    /// <summary>Packets that bypassed the tree.</summary>
    public long DirectSent => _directSent;

    /// <summary>Packets that would have bypassed the tree and found its queue full.</summary>
    public long DirectDropped => _directDropped;

    /// <summary>Queues a packet; call <see cref="TryDequeue"/> next if the link is free.</summary>
    /// <param name="classId">A leaf; anything else takes the default class, or bypasses the tree.</param>
    /// <param name="packet">The packet; its length must be positive.</param>
    /// <returns>Whether it was queued; if not, it is dropped and counted.</returns>
    public bool Enqueue(int classId, in QueuedPacket packet)
    {
        Invariant.Holds(packet.Bytes > 0);
        var index = classId == Direct ? None : LeafOrNone(classId);
        if (index == None && classId != Direct)
        {
            index = _default;
        }

        return index == None ? EnqueueDirect(packet) : EnqueueLeaf(index, packet);
    }

    /// <summary>Queues a packet of no class: it goes to the default class, or bypasses the tree.</summary>
    /// <param name="packet">The packet; its length must be positive.</param>
    /// <returns>Whether it was queued; if not, it is dropped and counted.</returns>
    public bool EnqueueUnclassified(in QueuedPacket packet)
    {
        Invariant.Holds(packet.Bytes > 0);
        return _default == None ? EnqueueDirect(packet) : EnqueueLeaf(_default, packet);
    }

    /// <summary>
    /// The least time for which a packet would wait if it were queued now: what is ahead of it in its class, at the
    /// ceilings of the class and of those above it. Others may make it wait longer.
    /// </summary>
    /// <param name="classId">As in <see cref="Enqueue"/>; packets that bypass the tree wait for no bucket.</param>
    /// <param name="now">The instant; never earlier than in a call before.</param>
    public Duration LeastWait(int classId, VirtualTime now)
    {
        var index = classId == Direct ? None : LeafOrNone(classId);
        if (index == None && classId != Direct)
        {
            index = _default;
        }

        if (index == None)
        {
            return Duration.Zero;
        }

        var ahead = _states[index].BacklogBytes;
        var wait = 0L;
        for (; index != None; index = _classes[index].Parent)
        {
            var one = _classes[index];
            ref readonly var state = ref _states[index];
            var tokens = Math.Min(
                state.CeilTokens + Math.Min(now.Nanoseconds - state.Checkpoint, MaxBucketNanoseconds),
                one.CeilBucket.Nanoseconds);
            wait = Math.Max(wait, one.Ceil.CostNanoseconds(ahead) - tokens);
        }

        return Duration.FromNanoseconds(wait);
    }

    /// <summary>Whether a class id is a leaf of the tree.</summary>
    public bool IsLeaf(int classId) => LeafOrNone(classId) != None;

    /// <summary>What passed through a class.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public HtbClassStatistics Statistics(int classId)
    {
        var index = IndexOf(classId);
        if (index == None)
        {
            throw new ArgumentOutOfRangeException(nameof(classId), classId, "There is no HTB class of this id.");
        }

        ref readonly var state = ref _states[index];
        return new HtbClassStatistics(
            state.SentPackets,
            state.SentBytes,
            state.Dropped,
            state.Lended,
            state.Borrowed,
            state.Overlimits,
            _queues[index].Count,
            state.BacklogBytes);
    }

    /// <summary>Saves or loads everything that changes: tokens, modes, queues, rows, feeds, waits and counts.</summary>
    public void Transfer(StateTransfer state)
    {
        state.Array(ref _states);
        state.Array(ref _deficits);
        state.Value(ref _now);
        state.Value(ref _waiting);
        state.Value(ref _directSent);
        state.Value(ref _directDropped);
        _direct.Transfer(state);
        foreach (var queue in _queues)
        {
            queue.Transfer(state);
        }

        _sets.Transfer(state);
        state.Array(ref _pointers);
        state.Array(ref _hints);
        state.Array(ref _rowMasks);
        state.Array(ref _nearestEvents);
        _waitQueues.Transfer(state);
    }

    /// <summary>Whether there is a class of this id.</summary>
    internal bool HasClass(int classId) => IndexOf(classId) != None;

    /// <summary>A class with its defaults filled in, for tests and reports.</summary>
    internal HtbClass Class(int classId) => _classes[_indexes[classId]];

    private int[] IndexesOf(int level) =>
        [.. Enumerable.Range(0, _classes.Length).Where(index => _classes[index].Level == level)];

    private int IndexOf(int classId) => classId >= 0 && classId < _indexes.Length ? _indexes[classId] : None;

    private int LeafOrNone(int classId)
    {
        var index = IndexOf(classId);
        return index != None && _classes[index].Level == 0 ? index : None;
    }

    private bool EnqueueDirect(in QueuedPacket packet)
    {
        if (_direct.Count >= _directLimit)
        {
            _directDropped++;
            return false;
        }

        _direct.Enqueue(packet);
        return true;
    }

    private bool EnqueueLeaf(int index, in QueuedPacket packet)
    {
        ref var state = ref _states[index];
        var queue = _queues[index];
        if (!_classes[index].HasRoom(queue.Count, state.BacklogBytes, packet.Bytes))
        {
            state.Dropped++;
            return false;
        }

        queue.Enqueue(packet);
        state.BacklogBytes += packet.Bytes;
        _waiting++;
        if (state.Activity == 0)
        {
            state.Activity = 1 << _classes[index].Priority;
            Activate(index);
        }

        return true;
    }
}
