using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Engine;

/// <summary>
/// The sequential loop of a set of components, a host for instance: one queue, one order, one counter of emissions.
/// </summary>
/// <remarks>
/// Effects of the present instant go through a ring, everything else through a heap. An effect that was sent for a
/// later instant stands in the heap; when its instant comes it precedes all effects of the ring, since it was emitted
/// earlier. So the ring is drained whenever no effect is left in the heap for the present instant.
/// </remarks>
public sealed class Timeline
{
    /// <summary>More messages than this in one instant are a loop without progress.</summary>
    public const int MaxMessagesPerInstant = 100_000;

    private readonly int _first;
    private readonly string[] _names;
    private readonly LogicalProcess[] _processes;
    private readonly int[] _timerBase;
    private readonly ITopology _topology;
    private readonly Duration _lookahead;
    private readonly EventQueue _queue;
    private readonly Outbox _outbox = new();
    private readonly List<RemoteMessage> _outgoing = [];
    private readonly IComponentGateway? _gateway;
    private IWatcher? _watcher;
    private Envelope[] _ring = new Envelope[64];
    private int _ringHead;
    private int _ringCount;
    private VirtualTime _now;
    private VirtualTime _boundary;
    private long _sequence;
    private long _events;
    private int _inThisInstant;

    /// <summary>A timeline at its start: every component is about to be told <see cref="MessageKind.Start"/>.</summary>
    /// <param name="index">The position in the run's list of timelines; its rank when it sends to others.</param>
    /// <param name="processes">The components, with consecutive identities.</param>
    /// <param name="topology">Tells where other components are.</param>
    /// <param name="lookahead">The least time that a message to another timeline takes.</param>
    /// <param name="gateway">Reaches the components if they live elsewhere; then <paramref name="processes"/> serve
    /// only for their names and timers.</param>
    public Timeline(
        int index,
        IReadOnlyList<LogicalProcess> processes,
        ITopology topology,
        Duration lookahead,
        IComponentGateway? gateway = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(processes.Count);
        Index = index;
        _topology = topology;
        _lookahead = lookahead;
        _gateway = gateway;
        _first = processes[0].Id;
        _processes = gateway is null ? [.. processes] : [];
        _names = [.. processes.Select(process => process.Name)];
        _timerBase = new int[processes.Count];
        var timers = 0;
        for (var i = 0; i < processes.Count; i++)
        {
            Invariant.Holds(processes[i].Id == _first + i);
            _timerBase[i] = timers;
            timers += processes[i].TimerCount;
        }

        _queue = new EventQueue(timers);
        for (var i = 0; i < processes.Count; i++)
        {
            _queue.Push(
                VirtualTime.Zero,
                MessageOrder.Pack(Phase.Effect, 0, _sequence++),
                new Message(_first + i, MessageKind.Start, 0, 0, 0));
        }
    }

    /// <summary>The position in the run's list of timelines.</summary>
    public int Index { get; }

    /// <summary>The identity of the first component.</summary>
    public int FirstComponent => _first;

    /// <summary>How many components belong to it.</summary>
    public int ComponentCount => _names.Length;

    /// <summary>How many messages were handled.</summary>
    public long Events => _events;

    /// <summary>The end of the last <see cref="Advance"/>: everything before it was handled.</summary>
    public VirtualTime Boundary => _boundary;

    /// <summary>The instant of the earliest pending message, or Never.</summary>
    public VirtualTime Next => _queue.NextAt;

    /// <summary>
    /// Messages for other timelines that <see cref="Advance"/> left; whoever takes them clears the list.
    /// </summary>
    public List<RemoteMessage> Outgoing => _outgoing;

    /// <summary>The components, empty if they live elsewhere.</summary>
    public IReadOnlyList<LogicalProcess> Processes => _processes;

    /// <summary>Sees what happens; null for nobody.</summary>
    public IWatcher? Watcher
    {
        get => _watcher;
        set
        {
            _watcher = value;
            _outbox.Watched = value is not null;
        }
    }

    /// <summary>The name of a component of this timeline.</summary>
    public string NameOf(int component) => _names[component - _first];

    /// <summary>Handles every message that is due before <paramref name="until"/>.</summary>
    /// <exception cref="EmulationException">Too many messages in one instant, or a message to another timeline that
    /// arrives before the lookahead.</exception>
    public void Advance(VirtualTime until)
    {
        while (_queue.TryPop(until, out var envelope))
        {
            if (envelope.Order.At != _now)
            {
                _now = envelope.Order.At;
                _inThisInstant = 0;
            }

            Deliver(envelope);
            if (_ringCount > 0)
            {
                FinishEffects(envelope.Order.Phase);
            }
        }

        _boundary = VirtualTime.Max(_boundary, until);
    }

    /// <summary>Takes a message from another timeline; it must not lie before the boundary.</summary>
    public void Accept(in Envelope envelope)
    {
        Invariant.Holds(envelope.Order.At >= _boundary);
        _queue.Push(envelope.Order.At, envelope.Order.Place, envelope.Message);
    }

    /// <summary>
    /// Queues a command from outside, to be handled at <paramref name="at"/> before arrivals and timers.
    /// </summary>
    /// <param name="at">Not before the boundary.</param>
    /// <param name="position">The position in the run's command log.</param>
    /// <param name="message">What is commanded, and to whom.</param>
    public void Command(VirtualTime at, int position, in Message message)
    {
        Invariant.Holds(at >= _boundary);
        _queue.Push(at, MessageOrder.Pack(Phase.Command, position, 0), message);
    }

    /// <summary>
    /// Saves or loads the timeline with all its components; only between calls of <see cref="Advance"/>.
    /// </summary>
    public void Transfer(StateTransfer state)
    {
        Invariant.Holds(_ringCount == 0 && _outgoing.Count == 0);
        state.Value(ref _now);
        state.Value(ref _boundary);
        state.Value(ref _sequence);
        state.Value(ref _events);
        state.Value(ref _inThisInstant);
        _queue.Transfer(state);
        if (_gateway is null)
        {
            foreach (var process in _processes)
            {
                process.Transfer(state);
            }

            return;
        }

        for (var component = _first; component < _first + _names.Length; component++)
        {
            var bytes = state.Loading ? [] : _gateway.Save(component);
            state.Array(ref bytes);
            if (state.Loading)
            {
                _gateway.Load(component, bytes);
            }
        }
    }

    /// <summary>
    /// The heap holds further effects of this instant only if it has just given one: none joins it there, and later
    /// phases follow them all.
    /// </summary>
    private void FinishEffects(Phase popped)
    {
        while (popped == Phase.Effect && _queue.TryPopEffect(_now, out var envelope))
        {
            Deliver(envelope);
        }

        DrainRing();
    }

    private void DrainRing()
    {
        while (_ringCount > 0)
        {
            if (_gateway is not null)
            {
                DeliverRun();
                continue;
            }

            // Handled where it stands: answers take places of the ring only when it is handled.
            ref readonly var envelope = ref _ring[_ringHead];
            _ringHead = (_ringHead + 1) & (_ring.Length - 1);
            _ringCount--;
            Deliver(envelope);
        }
    }

    private void Deliver(in Envelope envelope)
    {
        var target = envelope.Message.Target;
        Count(target, 1);
        if (_watcher is { WantsMessages: true })
        {
            _watcher.Handled(envelope);
        }

        _outbox.Begin(target, envelope.Order.At, envelope.Order.Phase);
        if (_gateway is null)
        {
            _processes[target - _first].Receive(envelope, _outbox);
        }
        else
        {
            _gateway.Handle(target, new ReadOnlySpan<Envelope>(in envelope), _outbox);
        }

        TakeAnswers(target);
    }

    /// <summary>
    /// Hands all effects in a row that go to one component over in one call. Their answers queue behind them either
    /// way, so the order is the same as one by one.
    /// </summary>
    private void DeliverRun()
    {
        var target = _ring[_ringHead].Message.Target;
        var length = 1;
        while (length < _ringCount && _ring[(_ringHead + length) & (_ring.Length - 1)].Message.Target == target)
        {
            length++;
        }

        var run = new Envelope[length];
        for (var i = 0; i < length; i++)
        {
            run[i] = _ring[(_ringHead + i) & (_ring.Length - 1)];
            if (_watcher is { WantsMessages: true })
            {
                _watcher.Handled(run[i]);
            }
        }

        _ringHead = (_ringHead + length) & (_ring.Length - 1);
        _ringCount -= length;
        Count(target, length);
        _outbox.Begin(target, _now, Phase.Effect);
        _gateway!.Handle(target, run, _outbox);
        TakeAnswers(target);
    }

    private void TakeAnswers(int source)
    {
        var emissions = _outbox.Emissions;
        for (var i = 0; i < emissions.Length; i++)
        {
            ref readonly var emission = ref emissions[i];
            if (emission.Timer >= 0)
            {
                SetTimer(_timerBase[source - _first] + emission.Timer, emission);
            }
            else if (emission.At == _now && emission.Phase == Phase.Effect
                && IsLocal(emission.Message.Target))
            {
                AddEffect(emission.Message);
            }
            else
            {
                Queue(source, emission);
            }
        }
    }

    private bool IsLocal(int component) => component >= _first && component < _first + _names.Length;

    private void SetTimer(int timer, in Emission emission)
    {
        if (emission.At == VirtualTime.Never)
        {
            _queue.Cancel(timer);
            return;
        }

        Invariant.Holds(emission.At >= _now);
        _queue.Arm(timer, emission.At, Place(emission.Phase, emission.Rank), emission.Message);
    }

    private void AddEffect(in Message message)
    {
        if (_ringCount == _ring.Length)
        {
            GrowRing();
        }

        _ring[(_ringHead + _ringCount) & (_ring.Length - 1)] = new Envelope(
            new MessageOrder(_now, Place(Phase.Effect, 0)),
            message.Copy());
        _ringCount++;
    }

    private void Queue(int source, in Emission emission)
    {
        var target = emission.Message.Target;
        if (target == Message.Watcher)
        {
            _watcher?.Observed(_now, source, emission.Message);
            return;
        }

        Invariant.Holds(emission.At >= _now);
        if (IsLocal(target))
        {
            _queue.Push(emission.At, Place(emission.Phase, emission.Rank), emission.Message);
            return;
        }

        if (emission.At - _now < _lookahead)
        {
            throw new EmulationException(
                $"{NameOf(source)} sent a message to another timeline that takes {emission.At - _now}, "
                + $"but the lookahead is {_lookahead}.");
        }

        _outgoing.Add(new RemoteMessage(
            _topology.TimelineOf(target),
            new Envelope(new MessageOrder(emission.At, Place(Phase.Arrival, Index)), emission.Message)));
    }

    private ulong Place(Phase phase, int rank)
    {
        Invariant.Holds(_sequence <= MessageOrder.MaxSequence && rank >= 0 && rank <= MessageOrder.MaxRank);
        return MessageOrder.Pack(phase, rank, _sequence++);
    }

    private void Count(int target, int messages)
    {
        _events += messages;
        _inThisInstant += messages;
        if (_inThisInstant > MaxMessagesPerInstant)
        {
            StopLoop(target);
        }
    }

    private void StopLoop(int target) => throw new EmulationException(
        $"More than {MaxMessagesPerInstant} messages at {_now}; the last one went to {NameOf(target)}.");

    private void GrowRing()
    {
        var ring = new Envelope[_ring.Length * 2];
        for (var i = 0; i < _ringCount; i++)
        {
            ring[i] = _ring[(_ringHead + i) & (_ring.Length - 1)];
        }

        _ring = ring;
        _ringHead = 0;
    }
}
