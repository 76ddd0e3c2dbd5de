using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests;

/// <summary>
/// Releases a job every period; each has a deadline. Jobs that come before the last is done wait in line.
/// </summary>
internal sealed class PeriodicApplication : GuestApplication
{
    /// <summary>Of its two distributions: percentiles are too high by less than 1/256 of themselves.</summary>
    internal const int LatencyBits = 8;

    private readonly PeriodicPlan _plan;
    private readonly VirtualTime _warmup;
    private readonly Fifo<long> _released = new();
    private readonly LatencyHistogram _wakeLatency = new(LatencyBits);
    private readonly LatencyHistogram _responseTime = new(LatencyBits);
    private long _started;
    private long _jobs;
    private long _missed;

    /// <summary>An application whose first job is released at time zero.</summary>
    public PeriodicApplication(int index, int vcpu, PeriodicPlan plan, VirtualTime warmup)
        : base(index, vcpu)
    {
        _plan = plan;
        _warmup = warmup;
    }

    /// <summary>
    /// The times from the release of a job to its first instruction: the wait for the core, the wake-up, and whatever
    /// goes before it in the guest, earlier jobs included.
    /// </summary>
    public LatencyHistogram WakeLatency => _wakeLatency;

    /// <summary>The times from the release of a job to its completion.</summary>
    public LatencyHistogram ResponseTime => _responseTime;

    /// <inheritdoc/>
    public override void Start(IGuestKernel kernel) => TimerFired(kernel, 0);

    /// <inheritdoc/>
    public override void TimerFired(IGuestKernel kernel, int timer)
    {
        var now = kernel.Out.Now;
        kernel.ArmTimer(this, 0, now + _plan.Period);
        _released.Enqueue(now.Nanoseconds);
        kernel.Out.Observe(
            MessageKind.ObservedRelease, kernel.HostVcpu(Vcpu), now.Nanoseconds, DeadlineOf(now.Nanoseconds));
        if (_released.Count == 1)
        {
            Remaining = _plan.Cost.Nanoseconds;
            kernel.Wake(this);
        }
    }

    /// <inheritdoc/>
    public override void Ran(IGuestKernel kernel, long nanoseconds)
    {
        if (_started == 0)
        {
            _started = 1;
            if (_released[0] >= _warmup.Nanoseconds)
            {
                _wakeLatency.Record(
                    Duration.FromNanoseconds(kernel.Out.Now.Nanoseconds - nanoseconds - _released[0]));
            }
        }
    }

    /// <inheritdoc/>
    public override void Complete(IGuestKernel kernel)
    {
        var released = _released.Dequeue();
        _started = 0;
        var missed = kernel.Out.Now.Nanoseconds > DeadlineOf(released);
        kernel.Out.Observe(
            missed ? MessageKind.ObservedDeadlineMissed : MessageKind.ObservedDeadlineMet,
            kernel.HostVcpu(Vcpu),
            released,
            DeadlineOf(released));
        if (released >= _warmup.Nanoseconds)
        {
            _jobs++;
            _responseTime.Record(Duration.FromNanoseconds(kernel.Out.Now.Nanoseconds - released));
            _missed += missed ? 1 : 0;
        }

        if (_released.Count > 0)
        {
            Remaining = _plan.Cost.Nanoseconds;
            kernel.Wake(this);
        }
    }

    /// <summary>Jobs that missed their deadline, those included that still wait or run.</summary>
    public long MissedAt(VirtualTime now)
    {
        var late = 0L;
        for (var i = 0; i < _released.Count; i++)
        {
            late += _released[i] >= _warmup.Nanoseconds && now.Nanoseconds > DeadlineOf(_released[i]) ? 1 : 0;
        }

        return _missed + late;
    }

    /// <summary>All jobs whose verdict is known: complete, or late already.</summary>
    public long JudgedAt(VirtualTime now) => _jobs + MissedAt(now) - _missed;

    /// <inheritdoc/>
    public override void Transfer(StateTransfer state)
    {
        base.Transfer(state);
        _released.Transfer(state);
        _wakeLatency.Transfer(state);
        _responseTime.Transfer(state);
        state.Value(ref _started);
        state.Value(ref _jobs);
        state.Value(ref _missed);
    }

    private long DeadlineOf(long released) =>
        released + (_plan.Deadline > Duration.Zero ? _plan.Deadline : _plan.Period).Nanoseconds;
}
