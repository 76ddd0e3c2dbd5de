using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Backends;

/// <content>
/// Control programs in the driver domain that read who caused its CPU time, and act on it: one tells the scheduler of
/// debts, one stops traffic. Each runs at its interval, for one hypercall for each domain that it reads; like all work
/// of the driver domain it waits for a core.
/// </content>
internal sealed partial class NetworkBackend
{
    private const int DebtMonitor = 0;
    private const int GuardMonitor = 1;

    /// <summary>The driver domain's vCPU that they run on.</summary>
    private const int MonitorVcpu = 0;

    private readonly CauseMeter?[] _meters;
    private readonly ShareGuard? _guard;
    private long[] _reading = new long[2];

    private void StartMonitors(Outbox outbox)
    {
        for (var monitor = 0; monitor < _meters.Length; monitor++)
        {
            ArmMonitor(monitor, outbox);
        }
    }

    private void ArmMonitor(int monitor, Outbox outbox)
    {
        if (_meters[monitor] is not null)
        {
            var interval = monitor == DebtMonitor ? _wiring.DebtInterval : _wiring.ShareGuard!.Interval;
            outbox.Arm(
                FirstMonitorTimer + monitor,
                outbox.Now + interval,
                Phase.Timer,
                0,
                MessageKind.MonitorTimer,
                monitor);
        }
    }

    private void RunMonitor(int monitor, Outbox outbox)
    {
        ArmMonitor(monitor, outbox);
        if (_reading[monitor] == 1)
        {
            // The driver domain did not come to it for a whole interval: this reading is left out.
            return;
        }

        _reading[monitor] = 1;
        var cost = _machine.Hypercall.Nanoseconds * (_interfaces.Length + 1);
        Post(outbox, MonitorVcpu, cost, MonitorTag(monitor));
    }

    private static long MonitorTag(long monitor) => -1 - monitor;

    private void AskUsage(long tag, Outbox outbox) =>
        outbox.Send(_wiring.DriverDomain, MessageKind.DriverUsageAsked, (int)MonitorTag(tag));

    private void HandleUsage(int monitor, long driverNanoseconds, Outbox outbox)
    {
        _reading[monitor] = 0;
        var charges = _meters[monitor]!.Read(_bills, driverNanoseconds);
        if (monitor == GuardMonitor)
        {
            Guard(charges, outbox);
            return;
        }

        for (var vif = 0; vif < charges.Length; vif++)
        {
            if (charges[vif] > 0)
            {
                var number = _wiring.Guests[vif] - _wiring.DriverDomain;
                outbox.Send(_wiring.Scheduler, MessageKind.DriverDomainCharged, number, charges[vif]);
            }
        }
    }

    private void Guard(long[] charges, Outbox outbox)
    {
        var elapsed = _guard!.Begin(outbox.Now);
        for (var vif = 0; vif < charges.Length; vif++)
        {
            var wasStopped = _interfaces[vif].Stopped == 1;
            var stops = _guard.Stops(vif, charges[vif], elapsed);
            _interfaces[vif].Stopped = stops ? 1 : 0;
            _interfaces[vif].Counts.Stops += stops && !wasStopped ? 1 : 0;
            if (wasStopped && !stops)
            {
                TakeTurn(vif);
                Start(WorkerOf(vif), outbox);
            }
        }
    }

    private void Start(BackendWorker worker, Outbox outbox)
    {
        if (worker.State.TransmitVcpu == MonitorVcpu)
        {
            StartTransmit(worker, outbox);
        }
        else
        {
            Rouse(worker, MonitorVcpu, outbox);
        }
    }

    private void TransferMonitors(StateTransfer state)
    {
        foreach (var meter in _meters)
        {
            meter?.Transfer(state);
        }

        _guard?.Transfer(state);
        state.Array(ref _reading);
    }
}
