using Xenisol.Emulation.Engine;
using Xenisol.Emulation.EventChannels;

namespace Xenisol.Emulation.Guests;

/// <content>The block frontend (blkfront): what it does costs CPU time of the guest's kernel.</content>
internal sealed partial class GuestDomain
{
    private readonly DiskFrontend? _disk;

    /// <summary>The frontend of the virtual disk.</summary>
    /// <exception cref="InvalidOperationException">The domain has none.</exception>
    public DiskFrontend DiskFrontend =>
        _disk ?? throw new InvalidOperationException($"{Name} has no virtual disk.");

    /// <summary>The number of its virtual disk on the host; −1 if it has none.</summary>
    public int VirtualDisk => _wiring.VirtualDisk;

    /// <summary>Half of the guest's cost of a piece is spent on its way out, half when it comes back.</summary>
    private long CompletionCost => _wiring.Machine.GuestBlockRequest.Nanoseconds / 2;

    private long SubmissionCost => _wiring.Machine.GuestBlockRequest.Nanoseconds - CompletionCost;

    /// <inheritdoc/>
    public bool CanAccessDisk => DiskFrontend.HasRoom;

    /// <inheritdoc/>
    public void AccessDisk(in DiskAccess access, long sector) => DiskFrontend.Access(access, sector);

    /// <inheritdoc/>
    public void SubmitDisk() => StartDiskSubmission();

    private void HandleDisk(in Message message)
    {
        switch (message.Kind)
        {
            case MessageKind.RingDiskDone:
                DiskFrontend.Answer(message.A);
                break;
            case MessageKind.RingDiskIdle:
                HandleDiskIdle(message.A);
                break;
            default:
                Invariant.Holds(false, $"{Name} understands {message.Kind}");
                break;
        }
    }

    private void HandleDiskPort(int vcpu)
    {
        // The frontend works where its interrupt arrives.
        DiskFrontend.Vcpu = vcpu;
        if (DiskFrontend.Polling == 0)
        {
            DiskFrontend.Polling = 1;
            StartDiskPoll();
        }
    }

    /// <summary>Puts into the ring what waits and has a slot: one piece of kernel work.</summary>
    private void StartDiskSubmission()
    {
        var disk = DiskFrontend;
        var count = disk.Ready;
        if (disk.Submitting > 0 || count == 0)
        {
            return;
        }

        disk.Submitting = count;
        QueueKernelWork((int)disk.Vcpu, KernelWork.DiskSubmit, disk.PiecesOf(count) * SubmissionCost);
    }

    private void FinishDiskSubmission()
    {
        var disk = DiskFrontend;
        for (; disk.Submitting > 0; disk.Submitting--)
        {
            var operation = disk.Produce();
            Out.Send(
                _wiring.BlockBackend, MessageKind.RingDisk, _wiring.VirtualDisk, operation.First, operation.Sector);
        }

        if (disk.NotifyNext == 1)
        {
            QueueDiskNotify();
        }

        StartDiskSubmission();
    }

    /// <summary>Takes answers off the ring again, or ends polling where there are none.</summary>
    private void StartDiskPoll()
    {
        var disk = DiskFrontend;
        var count = disk.WaitingAnswers;
        if (count == 0)
        {
            disk.Polling = 0;
            Out.Send(_wiring.BlockBackend, MessageKind.RingDiskPolled, _wiring.VirtualDisk, disk.Consumed);
            return;
        }

        QueueKernelWork((int)disk.Vcpu, KernelWork.DiskPoll, disk.AnsweredPieces() * CompletionCost, count);
    }

    private void FinishDiskPoll(long count)
    {
        var disk = DiskFrontend;
        for (; count > 0; count--)
        {
            for (var piece = disk.Consume(); piece >= 0;)
            {
                if (disk.TryFinish(ref piece, out var access))
                {
                    _applications[access.Application].DiskDone(this, access);
                }
            }
        }

        foreach (var application in _applications)
        {
            application.DiskReady(this);
        }

        StartDiskPoll();
    }

    private void HandleDiskIdle(long consumed)
    {
        if (DiskFrontend.Produced > consumed)
        {
            // Requests came between the backend's last look at the ring and this message.
            QueueDiskNotify();
        }
        else
        {
            DiskFrontend.NotifyNext = 1;
        }
    }

    private void QueueDiskNotify()
    {
        DiskFrontend.NotifyNext = 0;
        QueueKernelWork(
            (int)DiskFrontend.Vcpu, KernelWork.DiskNotify, _wiring.Machine.Hypercall.Nanoseconds);
    }

    private void NotifyBlockBackend() =>
        Out.Send(_wiring.EventChannels[_wiring.FirstBlockPort], MessageKind.EventNotify, EventChannel.Backend);
}
