using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Backends;

/// <content>From the disk to the guests: completions, answers, notifications.</content>
internal sealed partial class BlockBackend
{
    /// <summary>Unmaps and answers what the disk has completed: one piece of work.</summary>
    private void StartComplete(Outbox outbox)
    {
        if (_state.Completing > 0 || _complete.Count == 0)
        {
            return;
        }

        var cost = 0L;
        for (var i = 0; i < _complete.Count; i++)
        {
            for (var index = _complete[i]; index != PendingRequest.None; index = _pending[index].Next)
            {
                ref readonly var request = ref _pending[index];
                var own = _machine.BackendBlockCompletion.Nanoseconds + (request.Segments * UnmapCost);
                _bills.Add(CompleteBill, request.Disk, own);
                cost += own;
            }
        }

        _state.Completing = _complete.Count;
        Post(outbox, _state.CompleteVcpu, cost, 0, CompleteTag);
    }

    private void FinishComplete(Outbox outbox)
    {
        for (; _state.Completing > 0; _state.Completing--)
        {
            _state.InDisk--;
            for (var index = _complete.Dequeue(); index != PendingRequest.None; index = _pending[index].Next)
            {
                Respond(index, outbox);
            }
        }

        Dispatch(outbox);
        for (var waiting = _starving.Count; waiting > 0 && _free.Count > 0; waiting--)
        {
            var disk = (int)_starving.Dequeue();
            _disks[disk].Starved = 0;
            StartTake(disk, outbox);
        }

        StartComplete(outbox);
    }

    /// <summary>
    /// Answers a request and frees it. The guest is notified by a hypercall, a piece of work of its own, and only if
    /// its frontend found no answer since it was last notified.
    /// </summary>
    private void Respond(long index, Outbox outbox)
    {
        ref readonly var request = ref _pending[index];
        var disk = (int)request.Disk;
        ref var state = ref _disks[disk];
        state.Responded++;
        _free.Enqueue(index);
        outbox.Send(_wiring.Guests[disk], MessageKind.RingDiskDone, disk, request.Slot);
        if (state.FrontendIdle == 1)
        {
            state.FrontendIdle = 0;
            Post(outbox, _state.CompleteVcpu, _machine.Hypercall.Nanoseconds, disk, NotifyTag);
        }
    }

    /// <summary>The frontend found no more answers, and wants to be notified of the next.</summary>
    private void EndPoll(int disk, long consumed, Outbox outbox)
    {
        ref var state = ref _disks[disk];
        if (state.Responded > consumed)
        {
            // Answers came between its last look at the ring and this message.
            Notify(disk, outbox);
        }
        else
        {
            state.FrontendIdle = 1;
        }
    }
}
