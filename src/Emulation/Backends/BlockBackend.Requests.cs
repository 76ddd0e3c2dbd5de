using Xenisol.Emulation.Devices;
using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Backends;

/// <content>From the guests to the disk: rings, limits, the disk's queue with its merges.</content>
internal sealed partial class BlockBackend
{
    private long UnmapCost => _machine.GrantMapUnmap.Nanoseconds / 2;

    private long MapCost => _machine.GrantMapUnmap.Nanoseconds - UnmapCost;

    /// <summary>
    /// Takes what is in a ring, as far as its limits and the pending requests allow: the batch is one piece of work.
    /// </summary>
    private void StartTake(int disk, Outbox outbox)
    {
        ref var state = ref _disks[disk];
        if (state.Taking == 1)
        {
            return;
        }

        var ring = _rings[disk];
        var cost = 0L;
        while (ring.Count > 0 && MayTake(disk, outbox))
        {
            cost += TakeOne(disk, ring.Dequeue().Operation);
        }

        if (_batches[disk].Count == 0)
        {
            return;
        }

        state.Taking = 1;
        _bills.Add(FirstTakeBill + disk, disk, cost);
        Post(outbox, state.Vcpu, cost, disk, TakeTag);
        if (ring.Count == 0)
        {
            // Final check: the next request is to be notified.
            outbox.Send(_wiring.Guests[disk], MessageKind.RingDiskIdle, disk, state.Consumed);
        }
    }

    private bool MayTake(int disk, Outbox outbox)
    {
        ref var state = ref _disks[disk];
        if (_free.Count == 0)
        {
            if (state.Starved == 0)
            {
                state.Starved = 1;
                _starving.Enqueue(disk);
            }

            return false;
        }

        if (_limits[disk].TryTake(_rings[disk][0].Operation.Bytes, outbox.Now, out var next))
        {
            return true;
        }

        if (state.Limited == 0)
        {
            state.Limited = 1;
            state.Counts.LimitWaits++;
            outbox.Arm(disk, next, Phase.Timer, 0, MessageKind.LimitTimer, disk);
        }

        return false;
    }

    private long TakeOne(int disk, in DiskOperation operation)
    {
        ref var state = ref _disks[disk];
        var first = _wiring.FirstSectors[disk];
        Invariant.Holds(operation.Bytes is > 0 and <= RequestBytesMax
            && operation.End * DiskOperation.SectorBytes <= _wiring.Disks[disk].SizeBytes);
        var index = _free.Dequeue();
        var segments = (operation.Bytes + PageBytes - 1) / PageBytes;
        _pending[index] = new PendingRequest
        {
            Disk = disk,
            Slot = operation.Tag,
            Write = operation.Write ? 1 : 0,
            Sector = first + operation.Sector,
            Bytes = operation.Bytes,
            Segments = segments,
            Next = PendingRequest.None,
        };
        _batches[disk].Enqueue(index);
        state.Consumed++;
        state.Counts.Requests++;
        state.Counts.Bytes += operation.Bytes;
        return _machine.BackendBlockRequest.Nanoseconds + (segments * MapCost);
    }

    /// <summary>The batch is mapped: its requests join the disk's queue, and the disk gets what it takes.</summary>
    private void FinishTake(int disk, Outbox outbox)
    {
        _disks[disk].Taking = 0;
        var batch = _batches[disk];
        while (batch.Count > 0)
        {
            var index = batch.Dequeue();
            if (!TryMerge(index))
            {
                _queue.Enqueue(index);
            }
        }

        Dispatch(outbox);
        StartTake(disk, outbox);
    }

    /// <summary>
    /// Merges a request into an operation of the queue that it continues, or that continues it. Of one virtual disk and
    /// one direction only. O(queue).
    /// </summary>
    private bool TryMerge(long index)
    {
        ref var request = ref _pending[index];
        for (var i = _queue.Count - 1; i >= 0; i--)
        {
            ref var operation = ref _pending[_queue[i]];
            if (operation.Disk != request.Disk
                || operation.Write != request.Write
                || operation.Bytes + request.Bytes > OperationBytesMax)
            {
                continue;
            }

            var precedes = request.Sector + (request.Bytes / DiskOperation.SectorBytes) == operation.Sector;
            if (!precedes && operation.Sector + (operation.Bytes / DiskOperation.SectorBytes) != request.Sector)
            {
                continue;
            }

            operation.Sector = precedes ? request.Sector : operation.Sector;
            operation.Bytes += request.Bytes;
            request.Next = operation.Next;
            operation.Next = index;
            _disks[request.Disk].Counts.Merges++;
            return true;
        }

        return false;
    }

    /// <summary>Hands to the disk what waits longest, as many operations as it takes.</summary>
    private void Dispatch(Outbox outbox)
    {
        while (_queue.Count > 0 && _state.InDisk < _wiring.QueueDepth)
        {
            var index = _queue.Dequeue();
            ref readonly var request = ref _pending[index];
            var operation = new DiskOperation((int)index, request.Write == 1, (int)request.Bytes, request.Sector);
            _state.InDisk++;
            _disks[request.Disk].Counts.Operations++;
            outbox.Send(_wiring.Disk, MessageKind.DiskSubmit, 0, operation.First, operation.Sector);
        }
    }
}
