using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Backends;

/// <content>Which pair of tasklets serves whom, and how those on other vCPUs are told of work.</content>
internal sealed partial class NetworkBackend
{
    /// <summary>One pair serves all, and each of its tasklets runs where it was last scheduled from.</summary>
    private bool IsShared => _workers.Length == 1;

    private BackendWorker WorkerOf(int vif) => IsShared ? _workers[0] : _workers[_workerOf[vif]];

    private BackendWorker WorkerOn(long vcpu) => IsShared ? _workers[0] : _workers[vcpu];

    /// <summary>
    /// Tells a pair on another vCPU that it has work: a hypercall here sends an interrupt between processors, whose
    /// upcall costs it there what any costs.
    /// </summary>
    private void Rouse(BackendWorker worker, long vcpu, Outbox outbox)
    {
        if (worker.State.Rousing == 0 && worker.WaitsForStart)
        {
            worker.State.Rousing = 1;
            Post(outbox, vcpu, _machine.Hypercall.Nanoseconds, FirstNotifyTag + _interfaces.Length + worker.Index);
        }
    }

    private void RouseOthers(BackendWorker own, long vcpu, Outbox outbox)
    {
        for (var i = 0; i < _workers.Length; i++)
        {
            if (i != own.Index)
            {
                Rouse(_workers[i], vcpu, outbox);
            }
        }
    }

    private void StartRoused(BackendWorker worker, Outbox outbox)
    {
        _bills.Book(WorkBills.Nobody, _machine.Hypercall.Nanoseconds);
        worker.State.Rousing = 0;
        worker.State.OwedNanoseconds += _machine.EventUpcall.Nanoseconds;
        StartReceive(worker, outbox);
        StartTransmit(worker, outbox);
    }
}
