using Xenisol.Emulation.Engine;
using Xenisol.Emulation.EventChannels;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Shaping;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Backends;

/// <summary>
/// The network backend of a driver domain (netback), with the card's driver, the bridge and the token buckets between
/// them. Its CPU time is kernel work of the driver domain: nothing moves before that domain was scheduled and has done
/// the work.
/// </summary>
/// <remarks>
/// <para>Three activities, each with at most one batch under way, as NAPI and Linux' two tasklets have it: polling the
/// card, taking frames from guests (one per interface and turn), handing frames to guests. A batch has at most
/// <see cref="BatchPackets"/> frames and is one piece of kernel work. The latter two are a <see cref="BackendWorker"/>;
/// there is one for all interfaces, or one on each vCPU of the driver domain.</para>
/// <para>Conservation, by interface: taken from the ring = sent to the bridge + in the batch; from the bridge = handed
/// over + waiting + in the batch + dropped. Every drop is counted where it happens. Pending slots in use = frames of
/// the batch from guests + frames behind the bridge whose payload is still the guest's.</para>
/// </remarks>
internal sealed partial class NetworkBackend : LogicalProcess, IBillsWork
{
    /// <summary>Slots of each shared ring.</summary>
    public const int RingSlots = 256;

    /// <summary>Frames of a batch: netback's memory batch and NAPI's weight.</summary>
    public const int BatchPackets = 64;

    /// <summary>Slots for frames under way, shared by all interfaces that a pair of tasklets serves.</summary>
    public const int PendingSlotCount = 256;

    /// <summary>The most fragments that one frame may need; netback keeps room for them.</summary>
    public const int MaxFragments = 18;

    /// <summary>Frames that wait for an interface whose ring is full (netback's queue_length).</summary>
    public const int InterfaceQueue = 32;

    private const int ShapingTimer = 0;
    private const int PassTimer = 1;

    private const long PollTag = 0;
    private const long TransmitTag = 1;
    private const long ReceiveTag = 2;

    /// <summary>Notifying the guest of interface 0; the tags of the others follow, then those of rousing a worker.
    /// </summary>
    private const long FirstNotifyTag = 3;

    private readonly MachineProfile _machine;
    private readonly NetworkBackendWiring _wiring;
    private readonly int[] _interfaceOf;
    private readonly Fifo<PacketWords>[] _transmitRings;
    private readonly Fifo<BatchedPacket>[] _waiting;
    private readonly BackendWorker[] _workers;
    private readonly int[] _workerOf;
    private readonly Fifo<PacketWords> _pollBatch = new(BatchPackets);
    private readonly Fifo<CardFrame> _onCard = new(RingSlots);
    private readonly CopyRule _copying;
    private readonly CopyFootprint _footprint;
    private readonly IQueueingDiscipline _shaper;
    private readonly int[] _classes;
    private readonly bool _hasRates;
    private VirtualInterface[] _interfaces;
    private InterfaceAllowance[] _allowances;
    private BackendState _state;

    /// <summary>A backend with empty rings.</summary>
    public NetworkBackend(int id, string name, MachineProfile machine, NetworkBackendWiring wiring)
        : base(id, name)
    {
        _machine = machine;
        _wiring = wiring;
        var guests = wiring.Guests;
        _interfaceOf = new int[guests.Count == 0 ? 0 : guests.Max() + 1];
        Array.Fill(_interfaceOf, -1);
        for (var i = 0; i < guests.Count; i++)
        {
            _interfaceOf[guests[i]] = i;
        }

        _workers = [.. Enumerable.Range(0, Math.Max(1, wiring.Workers)).Select(index => new BackendWorker(index))];
        _bills = new WorkBills(1 + (2 * _workers.Length), guests.Count);
        _workerOf = [.. wiring.WorkerOf];
        _transmitRings = [.. guests.Select(_ => new Fifo<PacketWords>())];
        _waiting = [.. guests.Select(_ => new Fifo<BatchedPacket>())];
        _interfaces = new VirtualInterface[guests.Count];
        Array.Fill(_interfaces, new VirtualInterface { ResponseEvent = 1, FreeSlots = RingSlots, FrontendIdle = 1 });
        _allowances = [.. guests.Select((_, vif) =>
            new InterfaceAllowance(wiring.Rates.Count > 0 ? wiring.Rates[vif] : null, wiring.Jiffy))];
        _hasRates = Array.Exists(_allowances, one => one.IsLimited);
        (_shaper, _classes) = CardShaping.Create(wiring);
        _copying = CopyRule.For(wiring.Copy, wiring.Card < 0 ? 0 : wiring.CardBitsPerSecond);
        _footprint = new CopyFootprint(machine, guests.Count);
        _meters =
        [
            wiring.DebtInterval > Duration.Zero ? new CauseMeter(guests.Count) : null,
            wiring.ShareGuard is null ? null : new CauseMeter(guests.Count),
        ];
        _guard = wiring.ShareGuard is null ? null : new ShareGuard(wiring.DriverCpuPpm);
        _state.CardSlots = Devices.NetworkCard.RingSlots;
    }

    /// <summary>The end of the window of interface 0; the timers of the others follow.</summary>
    private int FirstRateTimer => PassTimer + _workers.Length;

    private int FirstMonitorTimer => FirstRateTimer + (_hasRates ? _interfaces.Length : 0);

    /// <inheritdoc/>
    public override int TimerCount => FirstMonitorTimer + _meters.Length;

    /// <summary>Frames that no interface of this host takes.</summary>
    public long Stray => _state.Stray;

    /// <summary>The books of an interface since the end of the warm-up.</summary>
    public InterfaceCounts CountsOf(int vif) =>
        _state.Warm == 1 ? _interfaces[vif].Counts.Since(_interfaces[vif].AtWarmup) : default;

    /// <summary>The books of an interface since the start.</summary>
    public InterfaceCounts AllCountsOf(int vif) => _interfaces[vif].Counts;

    /// <summary>Frames that are somewhere inside the backend.</summary>
    /// <param name="inRings">Whether to count those that guests put into their rings and nobody took yet.</param>
    public long InFlight(bool inRings)
    {
        var packets = _pollBatch.Count + _shaper.Backlog;
        foreach (var worker in _workers)
        {
            packets += worker.ReceiveQueue.Count + worker.TransmitBatch.Count + worker.ReceiveBatch.Count;
        }

        for (var i = 0; i < _interfaces.Length; i++)
        {
            packets += _waiting[i].Count + (inRings ? _transmitRings[i].Count : 0);
        }

        return packets;
    }

    /// <summary>Pending slots in use: frames of the batch under way, and frames whose payload lies in guests' pages.
    /// </summary>
    public long Pending => _workers.Sum(worker => worker.State.Pending);

    /// <summary>Frames inside the backend or on the card whose payload lies in guests' pages, and those gone whose slot
    /// is not answered yet.</summary>
    public long Held => _workers.Sum(worker => worker.Slots.InUse);

    /// <summary>How many pairs of tasklets it has.</summary>
    public int Workers => _workers.Length;

    /// <summary>Frames of the batch from guests.</summary>
    public int InTransmitBatch => _workers.Sum(worker => worker.TransmitBatch.Count);

    /// <summary>Slots that the run of the transmit action under way answers, beside those of its batch.</summary>
    public int AboutToAnswer => _workers.Sum(worker => worker.Answers.Count);

    /// <summary>Transmit slots of an interface that the backend took and did not answer.</summary>
    public long Unanswered(int vif) => _interfaces[vif].Consumed - _interfaces[vif].Responded;

    /// <summary>Frames of an interface that nobody took from its transmit ring yet.</summary>
    public int WaitingInRing(int vif) => _transmitRings[vif].Count;

    /// <inheritdoc/>
    public override void Describe(Action<string, long> field)
    {
        field("cardSlotsFree", _state.CardSlots);
        field("shaperBacklog", _shaper.Backlog);
        field("pendingSlots", Pending);
        field("stray", _state.Stray);
        for (var i = 0; i < _interfaces.Length; i++)
        {
            ref readonly var counts = ref _interfaces[i].Counts;
            field($"vif{i}SentPackets", counts.SentPackets);
            field($"vif{i}SentBytes", counts.SentBytes);
            field($"vif{i}SentDropped", counts.SentDropped);
            field($"vif{i}ReceivedPackets", counts.ReceivedPackets);
            field($"vif{i}ReceivedBytes", counts.ReceivedBytes);
            field($"vif{i}ReceivedDropped", counts.ReceivedDropped);
            field($"vif{i}DriverNanoseconds", _bills.Booked(i));
            field($"vif{i}EarlyCopies", counts.EarlyCopies);
            field($"vif{i}LateCopies", counts.LateCopies);
            field($"vif{i}RateWaits", counts.RateWaits);
            field($"vif{i}Stops", counts.Stops);
        }
    }

    /// <inheritdoc/>
    protected override void Handle(in Message message, Outbox outbox)
    {
        EndWarmup(outbox.Now);
        switch (message.Kind)
        {
            case MessageKind.Start:
                StartInterfaces(outbox);
                StartMonitors(outbox);
                break;
            case MessageKind.PortEvent:
                HandlePort(message, outbox);
                break;
            case MessageKind.WorkDone:
                HandleWorkDone(message, outbox);
                break;
            case MessageKind.RingTransmit:
                TakeFromFrontend(message);
                break;
            case MessageKind.RingReceived:
                RefillReceive(message, outbox);
                break;
            case MessageKind.CardReceived:
                _pollBatch.Enqueue(new PacketWords(message.A, message.B));
                break;
            case MessageKind.CardPolled:
                EndPoll(message.A, message.B, outbox);
                break;
            case MessageKind.ShapingTimer:
                Shape(outbox);
                break;
            case MessageKind.CopyTimer:
                RunPass(_workers[message.Port], outbox);
                break;
            case MessageKind.RateTimer:
                BeginWindow(message.Port, outbox);
                break;
            case MessageKind.MonitorTimer:
                RunMonitor(message.Port, outbox);
                break;
            case MessageKind.DriverUsage:
                HandleUsage(message.Port, message.A, outbox);
                break;
            default:
                Invariant.Holds(false, $"{Name} understands {message.Kind}");
                break;
        }
    }

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        for (var i = 0; i < _interfaces.Length; i++)
        {
            _transmitRings[i].Transfer(state);
            _waiting[i].Transfer(state);
        }

        foreach (var worker in _workers)
        {
            worker.Transfer(state);
        }

        _pollBatch.Transfer(state);
        _onCard.Transfer(state);
        _bills.Transfer(state);
        TransferMonitors(state);
        _shaper.Transfer(state);
        _footprint.Transfer(state);
        state.Array(ref _interfaces);
        state.Array(ref _allowances);
        state.Value(ref _state);
    }

    /// <summary>The frontends connect: the backend wants to be told of each interface's first frame.</summary>
    private void StartInterfaces(Outbox outbox)
    {
        foreach (var guest in _wiring.Guests)
        {
            outbox.Send(guest, MessageKind.RingTransmitIdle);
        }
    }

    private void HandlePort(in Message message, Outbox outbox)
    {
        if (message.Port == NetworkBackendWiring.CardPort)
        {
            _state.PollVcpu = message.A;
            if (IsShared)
            {
                _workers[0].State.ReceiveVcpu = message.A;
            }

            outbox.Send(_wiring.Card, MessageKind.CardPoll, 0, BatchPackets);
            return;
        }

        var worker = WorkerOf(message.Port - 1);
        if (IsShared)
        {
            worker.State.TransmitVcpu = message.A;
        }

        TakeTurn(message.Port - 1);

        // Otherwise slots that get free start it.
        if (worker.State.Pending >= PendingSlotCount / 2)
        {
            return;
        }

        if (worker.State.TransmitVcpu == message.A)
        {
            StartTransmit(worker, outbox);
        }
        else
        {
            Rouse(worker, message.A, outbox);
        }
    }

    private void HandleWorkDone(in Message message, Outbox outbox)
    {
        var tag = message.B;
        switch (tag)
        {
            case < 0:
                AskUsage(tag, outbox);
                break;
            case PollTag:
                _bills.Close(PollBill);
                FinishPoll(outbox);
                break;
            case TransmitTag:
                _bills.Close(BillOf(tag, WorkerOn(message.Port)));
                FinishTransmit(WorkerOn(message.Port), outbox);
                break;
            case ReceiveTag:
                _bills.Close(BillOf(tag, WorkerOn(message.Port)));
                FinishReceive(WorkerOn(message.Port), outbox);
                break;
            default:
                var vif = tag - FirstNotifyTag;
                if (vif < _interfaces.Length)
                {
                    _bills.Book(vif, _machine.Hypercall.Nanoseconds);
                    Notify(outbox, vif);
                }
                else
                {
                    StartRoused(_workers[(int)vif - _interfaces.Length], outbox);
                }

                break;
        }
    }

    private void EndWarmup(VirtualTime now)
    {
        if (_state.Warm == 1 || now < _wiring.Warmup)
        {
            return;
        }

        _state.Warm = 1;
        _bills.EndWarmup();
        foreach (ref var vif in _interfaces.AsSpan())
        {
            vif.AtWarmup = vif.Counts;
        }
    }

    private void Post(Outbox outbox, long vcpu, long costNanoseconds, long tag) =>
        outbox.Send(_wiring.DriverDomain, MessageKind.PostWork, (int)vcpu, costNanoseconds, tag);

    private void Notify(Outbox outbox, long vif)
    {
        _interfaces[vif].Counts.Notifications++;
        outbox.Send(_wiring.EventChannels[(int)vif], MessageKind.EventNotify, EventChannel.Frontend);
    }
}
