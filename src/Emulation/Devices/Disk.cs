using System.Diagnostics;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.EventChannels;

namespace Xenisol.Emulation.Devices;

/// <summary>
/// A disk: takes operations, works on them as its medium has it, and raises an interrupt for those that are complete.
/// </summary>
/// <remarks>
/// One interrupt is out at a time: what completes before the driver reaps is reaped with it. Invariant: submitted =
/// under way + waiting to be reaped + reaped.
/// </remarks>
internal sealed class Disk : LogicalProcess
{
    private readonly DiskWiring _wiring;
    private readonly IDiskMedium _medium;
    private readonly Fifo<long> _complete = new(64);
    private long _interruptOut;
    private DiskCounts _counts;

    /// <summary>An idle disk.</summary>
    public Disk(int id, string name, DiskWiring wiring)
        : base(id, name)
    {
        _wiring = wiring;
        _medium = wiring.Plan switch
        {
            { Mechanics: { } mechanics } => new Platters(mechanics, wiring.Plan.CapacityBytes),
            { Flash: { } flash } => new Flash(flash),
            _ => throw new UnreachableException($"{name} has neither platters nor flash."),
        };
    }

    /// <inheritdoc/>
    public override int TimerCount => 0;

    /// <summary>What it did since the start.</summary>
    public DiskCounts Counts => _counts;

    /// <summary>Complete operations that nobody reaped yet.</summary>
    public int Waiting => _complete.Count;

    /// <inheritdoc/>
    public override void Describe(Action<string, long> field)
    {
        field("submitted", _counts.Submitted);
        field("completed", _counts.Completed);
        field("readBytes", _counts.ReadBytes);
        field("writtenBytes", _counts.WrittenBytes);
        field("bufferHits", _counts.BufferHits);
        field("interrupts", _counts.Interrupts);
        field("waiting", _complete.Count);
    }

    /// <inheritdoc/>
    protected override void Handle(in Message message, Outbox outbox)
    {
        switch (message.Kind)
        {
            case MessageKind.Start:
                break;
            case MessageKind.DiskSubmit:
                Submit(message, outbox);
                break;
            case MessageKind.DiskTimer:
                Complete(message.A, outbox);
                break;
            case MessageKind.DiskReap:
                Reap(outbox);
                break;
            default:
                Invariant.Holds(false, $"{Name} understands {message.Kind}");
                break;
        }
    }

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        _medium.Transfer(state);
        _complete.Transfer(state);
        state.Value(ref _interruptOut);
        state.Value(ref _counts);
    }

    private void Submit(in Message message, Outbox outbox)
    {
        var operation = DiskOperation.Of(message.A, message.B);
        Invariant.Holds(operation.Bytes > 0 && operation.Sector >= 0
            && operation.End * DiskOperation.SectorBytes <= _wiring.Plan.CapacityBytes);
        _counts.Submitted++;
        _counts.ReadBytes += operation.Write ? 0 : operation.Bytes;
        _counts.WrittenBytes += operation.Write ? operation.Bytes : 0;
        var at = _medium.Serve(operation, outbox.Now, out var fromBuffer);
        _counts.BufferHits += fromBuffer ? 1 : 0;
        outbox.Remind(at, Phase.Timer, 0, MessageKind.DiskTimer, 0, operation.Tag);
    }

    private void Complete(long tag, Outbox outbox)
    {
        _counts.Completed++;
        _complete.Enqueue(tag);
        if (_interruptOut == 0)
        {
            _interruptOut = 1;
            _counts.Interrupts++;
            outbox.Send(_wiring.Core, MessageKind.Interrupt, EventChannel.Backend, _wiring.EventChannel);
        }
    }

    private void Reap(Outbox outbox)
    {
        var count = _complete.Count;
        while (_complete.Count > 0)
        {
            outbox.Send(_wiring.Driver, MessageKind.DiskDone, 0, _complete.Dequeue());
        }

        _interruptOut = 0;
        outbox.Send(_wiring.Driver, MessageKind.DiskReaped, 0, count);
    }
}
