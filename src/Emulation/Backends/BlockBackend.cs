using Xenisol.Emulation.Devices;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.EventChannels;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Backends;

/// <summary>
/// The block backend of a driver domain (blkback), with the queue of the disk and the disk's driver behind it. Its CPU
/// time is kernel work of the driver domain: nothing moves before that domain was scheduled and has done the work.
/// </summary>
/// <remarks>
/// <para>One batch of requests for each virtual disk at most is under way, as blkback has a thread for each, and one
/// batch of completions. A batch is one piece of kernel work.</para>
/// <para>Conservation: taken from rings = answered + pending; pending = in batches from rings + in the disk's queue +
/// in the disk + complete and not answered. A request is answered once.</para>
/// </remarks>
internal sealed partial class BlockBackend : LogicalProcess, IBillsWork
{
    /// <summary>Slots of each shared ring (blkif on one page).</summary>
    public const int RingSlots = 32;

    /// <summary>Pages of a request at most (BLKIF_MAX_SEGMENTS_PER_REQUEST).</summary>
    public const int SegmentsMax = 11;

    /// <summary>Bytes of a page.</summary>
    public const int PageBytes = 4_096;

    /// <summary>Bytes of a request at most.</summary>
    public const int RequestBytesMax = SegmentsMax * PageBytes;

    /// <summary>Requests under way, shared by all virtual disks (blkif_reqs).</summary>
    public const int PendingMax = 64;

    /// <summary>Bytes of an operation at most, whatever was merged (max_sectors of Linux 2.6.18).</summary>
    public const int OperationBytesMax = 512 * 1_024;

    private const int TakeTag = 0;
    private const int CompleteTag = 1;
    private const int NotifyTag = 2;
    private const int TagKinds = 3;

    private readonly MachineProfile _machine;
    private readonly BlockBackendWiring _wiring;
    private readonly Fifo<RingRequest>[] _rings;
    private readonly Fifo<long>[] _batches;
    private readonly Fifo<long> _free = new(PendingMax);
    private readonly Fifo<long> _starving = new();
    private readonly Fifo<long> _queue = new(PendingMax);
    private readonly Fifo<long> _complete = new(PendingMax);
    private PendingRequest[] _pending = new PendingRequest[PendingMax];
    private VirtualDisk[] _disks;
    private BlockLimit[] _limits;
    private State _state;

    /// <summary>A backend with empty rings.</summary>
    public BlockBackend(int id, string name, MachineProfile machine, BlockBackendWiring wiring)
        : base(id, name)
    {
        _machine = machine;
        _wiring = wiring;
        _rings = [.. wiring.Guests.Select(_ => new Fifo<RingRequest>(RingSlots))];
        _batches = [.. wiring.Guests.Select(_ => new Fifo<long>(RingSlots))];
        _disks = new VirtualDisk[wiring.Guests.Count];
        Array.Fill(_disks, new VirtualDisk { FrontendIdle = 1 });
        _limits = [.. wiring.Disks.Select(disk => new BlockLimit(disk))];
        _bills = new WorkBills(FirstTakeBill + _disks.Length, _disks.Length);
        for (var i = 0; i < PendingMax; i++)
        {
            _free.Enqueue(i);
        }
    }

    /// <inheritdoc/>
    public override int TimerCount => _disks.Length;

    /// <summary>Requests taken and not answered.</summary>
    public int Pending => PendingMax - _free.Count;

    /// <summary>Operations that the disk has, or has completed without being reaped.</summary>
    public long InDisk => _state.InDisk;

    /// <summary>Requests that wait for the disk, in the queue and in batches.</summary>
    public int Queued => _queue.Count + _batches.Sum(batch => batch.Count);

    /// <summary>The state of a virtual disk.</summary>
    public VirtualDisk DiskState(int disk) => _disks[disk];

    /// <summary>Requests of a virtual disk that nobody took from its ring yet.</summary>
    public int WaitingInRing(int disk) => _rings[disk].Count;

    /// <summary>The books of a virtual disk since the end of the warm-up.</summary>
    public VirtualDiskCounts CountsOf(int disk) =>
        _state.Warm == 1 ? _disks[disk].Counts.Since(_disks[disk].AtWarmup) : default;

    /// <inheritdoc/>
    public override void Describe(Action<string, long> field)
    {
        field("pendingRequests", Pending);
        field("queuedOperations", _queue.Count);
        field("operationsInDisk", _state.InDisk);
        for (var i = 0; i < _disks.Length; i++)
        {
            ref readonly var counts = ref _disks[i].Counts;
            field($"vbd{i}Requests", counts.Requests);
            field($"vbd{i}Bytes", counts.Bytes);
            field($"vbd{i}Merges", counts.Merges);
            field($"vbd{i}Operations", counts.Operations);
            field($"vbd{i}LimitWaits", counts.LimitWaits);
            field($"vbd{i}Notifications", counts.Notifications);
            field($"vbd{i}DriverNanoseconds", _bills.Booked(i));
        }
    }

    /// <inheritdoc/>
    protected override void Handle(in Message message, Outbox outbox)
    {
        EndWarmup(outbox.Now);
        switch (message.Kind)
        {
            case MessageKind.Start:
                break;
            case MessageKind.PortEvent:
                HandlePort(message, outbox);
                break;
            case MessageKind.WorkDone:
                HandleWorkDone(message.B, outbox);
                break;
            case MessageKind.RingDisk:
                Invariant.Holds(_rings[message.Port].Count < RingSlots);
                _rings[message.Port].Enqueue(new RingRequest(message.A, message.B));
                break;
            case MessageKind.RingDiskPolled:
                EndPoll(message.Port, message.A, outbox);
                break;
            case MessageKind.DiskDone:
                _complete.Enqueue(message.A);
                break;
            case MessageKind.DiskReaped:
                StartComplete(outbox);
                break;
            case MessageKind.LimitTimer:
                _disks[message.Port].Limited = 0;
                StartTake(message.Port, outbox);
                break;
            default:
                Invariant.Holds(false, $"{Name} understands {message.Kind}");
                break;
        }
    }

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        for (var i = 0; i < _disks.Length; i++)
        {
            _rings[i].Transfer(state);
            _batches[i].Transfer(state);
        }

        _free.Transfer(state);
        _starving.Transfer(state);
        _queue.Transfer(state);
        _complete.Transfer(state);
        _bills.Transfer(state);
        state.Array(ref _pending);
        state.Array(ref _disks);
        state.Array(ref _limits);
        state.Value(ref _state);
    }

    private void HandlePort(in Message message, Outbox outbox)
    {
        if (message.Port == BlockBackendWiring.DiskPort)
        {
            _state.CompleteVcpu = message.A;
            outbox.Send(_wiring.Disk, MessageKind.DiskReap);
            return;
        }

        var disk = message.Port - 1;
        _disks[disk].Vcpu = message.A;
        StartTake(disk, outbox);
    }

    private void HandleWorkDone(long tag, Outbox outbox)
    {
        var disk = (int)(tag / TagKinds);
        switch (tag % TagKinds)
        {
            case TakeTag:
                _bills.Close(FirstTakeBill + disk);
                FinishTake(disk, outbox);
                break;
            case CompleteTag:
                _bills.Close(CompleteBill);
                FinishComplete(outbox);
                break;
            default:
                _bills.Book(disk, _machine.Hypercall.Nanoseconds);
                Notify(disk, outbox);
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
        foreach (ref var disk in _disks.AsSpan())
        {
            disk.AtWarmup = disk.Counts;
        }
    }

    private void Post(Outbox outbox, long vcpu, long costNanoseconds, int disk, int kind) =>
        outbox.Send(
            _wiring.DriverDomain,
            MessageKind.PostBlockWork,
            (int)vcpu,
            costNanoseconds,
            ((long)disk * TagKinds) + kind);

    private void Notify(int disk, Outbox outbox)
    {
        _disks[disk].Counts.Notifications++;
        outbox.Send(_wiring.EventChannels[disk], MessageKind.EventNotify, EventChannel.Frontend);
    }

    /// <summary>A request in a ring: an operation of the guest in two words.</summary>
    private readonly record struct RingRequest(long First, long Sector)
    {
        public DiskOperation Operation => DiskOperation.Of(First, Sector);
    }

    private struct State
    {
        public long InDisk;
        public long Completing;
        public long CompleteVcpu;
        public long Warm;
    }
}
