using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Randomness;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests;

/// <summary>
/// A bare workload without guest kernel: the generators of schema <c>xenisol-golden/1</c>, to the nanosecond.
/// </summary>
internal sealed class Workload : Application
{
    private const int None = -1;

    private readonly WorkloadPlan _plan;
    private readonly int _triggeredDomain;
    private readonly Fifo<Job> _jobs = new();
    private readonly Fifo<long> _waitingEvents = new();
    private ulong _generator;
    private int _arrival;
    private WorkloadCounts _counts;

    /// <summary>A workload before its first release.</summary>
    /// <param name="index">Its number in the domain.</param>
    /// <param name="plan">What it does.</param>
    /// <param name="triggeredDomain">The identity of the domain of the vCPU that its completions release.</param>
    public Workload(int index, WorkloadPlan plan, int triggeredDomain)
        : base(index, plan.Vcpu)
    {
        _plan = plan;
        _triggeredDomain = triggeredDomain;
        _generator = plan.Seed;
    }

    /// <inheritdoc/>
    public override bool HasWork => _jobs.Count > 0;

    /// <summary>Jobs released and completed, and deadlines missed.</summary>
    public WorkloadCounts Counts => _counts;

    private bool HasDeadline => _plan.Deadline > Duration.Zero;

    /// <inheritdoc/>
    public override void Start(IGuest guest)
    {
        if (_plan.Kind == WorkloadKind.Listed)
        {
            ArmArrival(guest);
        }
        else if (_plan.Start != VirtualTime.Never)
        {
            guest.ArmRelease(Index, _plan.Start);
        }
    }

    /// <inheritdoc/>
    public override void Release(IGuest guest)
    {
        var now = guest.Out.Now;
        if (_plan.Kind == WorkloadKind.HogWithEvents)
        {
            guest.ArmRelease(Index, now + Draw(_plan.Gap, _plan.MaxGap));
            ReleaseEvent(guest, now);
            return;
        }

        switch (_plan.Kind)
        {
            case WorkloadKind.Periodic:
                guest.ArmRelease(Index, now + _plan.Gap);
                break;
            case WorkloadKind.Uniform:
                guest.ArmRelease(Index, now + Draw(_plan.Gap, _plan.MaxGap));
                break;
            case WorkloadKind.Exponential:
                guest.ArmRelease(Index, now + DrawExponential());
                break;
            case WorkloadKind.Listed:
                ReleaseArrivals(guest, now);
                return;
            default:
                break;
        }

        AddJob(guest, now.Nanoseconds);
    }

    /// <inheritdoc/>
    public override void DeadlineCame(IGuest guest, long releasedNanoseconds)
    {
        if (_jobs.Count == 0 || _jobs[0].Released > releasedNanoseconds)
        {
            return;
        }

        // Jobs are served in the order of their releases, so the one whose deadline comes stands at the head.
        Invariant.Holds(_jobs[0].Released == releasedNanoseconds);
        ObserveVerdict(guest, _jobs.Dequeue(), missed: true);
        _counts.Missed++;
        guest.WorkWithdrawn(Index);
        AdvanceHead(guest);
    }

    /// <inheritdoc/>
    public override void Chained(IGuest guest, long originNanoseconds) => AddJob(guest, originNanoseconds);

    /// <inheritdoc/>
    public override bool Complete(IGuest guest)
    {
        if (_plan.Kind == WorkloadKind.Yield)
        {
            Remaining = _plan.Cost.Nanoseconds;
            return true;
        }

        var job = _jobs.Dequeue();
        var now = guest.Out.Now;
        CountCompletion(guest, job, now.Nanoseconds);
        AdvanceHead(guest);
        if (_plan.Kind is WorkloadKind.Closed or WorkloadKind.ClosedUniform)
        {
            var sleep = _plan.Kind == WorkloadKind.Closed ? _plan.Gap : Draw(_plan.Gap, _plan.MaxGap);
            guest.ArmRelease(Index, now + sleep);
        }

        if (_plan.Triggers >= 0)
        {
            guest.Out.Send(_triggeredDomain, MessageKind.Chain, _plan.Triggers, job.Origin);
        }

        return false;
    }

    /// <inheritdoc/>
    public override void Dispatched(IGuest guest)
    {
        while (_waitingEvents.Count > 0)
        {
            ObserveEvent(guest, guest.Out.Now.Nanoseconds - _waitingEvents.Dequeue());
        }
    }

    /// <inheritdoc/>
    public override void Transfer(StateTransfer state)
    {
        base.Transfer(state);
        _jobs.Transfer(state);
        _waitingEvents.Transfer(state);
        state.Value(ref _generator);
        state.Value(ref _arrival);
        state.Value(ref _counts);
    }

    private void ReleaseEvent(IGuest guest, VirtualTime now)
    {
        // The first release starts the hog itself; events come after it.
        if (_jobs.Count == 0)
        {
            AddJob(guest, now.Nanoseconds);
            return;
        }

        _counts.Released++;
        guest.Out.Observe(MessageKind.ObservedRelease, guest.HostVcpu(Vcpu), now.Nanoseconds);
        if (guest.IsOnCore(Vcpu))
        {
            ObserveEvent(guest, 0);
        }
        else
        {
            _waitingEvents.Enqueue(now.Nanoseconds);
        }
    }

    private void AddJob(IGuest guest, long origin)
    {
        var cost = _plan.Kind switch
        {
            WorkloadKind.Hog or WorkloadKind.HogWithEvents => Endless,
            WorkloadKind.ClosedUniform => Draw(_plan.Cost, _plan.MaxCost).Nanoseconds,
            _ => _plan.Cost.Nanoseconds,
        };
        AddJob(guest, new Job(guest.Out.Now.Nanoseconds, origin, cost, None));
    }

    private void AddJob(IGuest guest, in Job job)
    {
        _counts.Released++;
        guest.Out.Observe(
            MessageKind.ObservedRelease, guest.HostVcpu(Vcpu), job.Released, HasDeadline ? DeadlineOf(job) : 0);
        _jobs.Enqueue(job);
        if (_plan.AbortsLate && HasDeadline)
        {
            guest.ArmDeadline(guest.Out.Now + _plan.Deadline, Index, job.Released);
        }

        if (_jobs.Count == 1)
        {
            Remaining = job.Cost;
            Announce(guest);
            guest.WorkArrived(Index);
        }
    }

    private void AdvanceHead(IGuest guest)
    {
        if (_jobs.Count > 0)
        {
            Remaining = _jobs[0].Cost;
            Announce(guest);
        }
    }

    /// <summary>Tells the host scheduler of the job at the head.</summary>
    private void Announce(IGuest guest)
    {
        if (!_plan.Announces)
        {
            return;
        }

        var job = _jobs[0];
        var deadline = HasDeadline ? DeadlineOf(job) : Endless;
        guest.Announce(MessageKind.JobAnnounced, Vcpu, deadline, job.Released);
        if (job.Arrival != None && _plan.Arrivals[job.Arrival].Period > Duration.Zero)
        {
            var arrival = _plan.Arrivals[job.Arrival];
            guest.Announce(
                MessageKind.ActionAnnounced, Vcpu, arrival.Period.Nanoseconds, arrival.Slice.Nanoseconds);
        }
    }

    private long DeadlineOf(in Job job) => job.Released + _plan.Deadline.Nanoseconds;

    private void ReleaseArrivals(IGuest guest, VirtualTime now)
    {
        while (_arrival < _plan.Arrivals.Count && _plan.Arrivals[_arrival].At <= now)
        {
            var cost = _plan.Arrivals[_arrival].Cost.Nanoseconds;
            AddJob(guest, new Job(now.Nanoseconds, now.Nanoseconds, cost, _arrival));
            _arrival++;
        }

        ArmArrival(guest);
    }

    private void ArmArrival(IGuest guest)
    {
        if (_arrival < _plan.Arrivals.Count)
        {
            guest.ArmRelease(Index, _plan.Arrivals[_arrival].At);
        }
    }

    private void CountCompletion(IGuest guest, in Job job, long now)
    {
        _counts.Completed++;
        if (HasDeadline)
        {
            var missed = now > DeadlineOf(job);
            _counts.Missed += missed ? 1 : 0;
            ObserveVerdict(guest, job, missed);
        }

        var isChained = job.Origin != job.Released || _plan.Kind == WorkloadKind.Chained;
        guest.Out.Observe(
            MessageKind.ObservedResponse,
            guest.HostVcpu(Vcpu),
            now - job.Released,
            isChained ? now - job.Origin : -1);
    }

    private void ObserveVerdict(IGuest guest, in Job job, bool missed) =>
        guest.Out.Observe(
            missed ? MessageKind.ObservedDeadlineMissed : MessageKind.ObservedDeadlineMet,
            guest.HostVcpu(Vcpu),
            job.Released,
            DeadlineOf(job));

    private void ObserveEvent(IGuest guest, long response) =>
        guest.Out.Observe(MessageKind.ObservedResponse, guest.HostVcpu(Vcpu), response, -1);

    private Duration Draw(Duration least, Duration greatest)
    {
        var range = greatest.Nanoseconds - least.Nanoseconds;
        var product = unchecked(NextDraw() * (ulong)range);
        return least + Duration.FromNanoseconds((long)(product >> 31));
    }

    /// <summary>1000 × ⌊−ln((u + 1) / 2³¹) × ⌊mean / 1000⌋⌋.</summary>
    private Duration DrawExponential()
    {
        var minusLog = ExactLogarithm.MinusLog(NextDraw() + 1, 31);
        var microseconds = ((UInt128)minusLog * (ulong)(_plan.Gap.Nanoseconds / 1_000)) >> ExactLogarithm.FractionBits;
        return Duration.FromNanoseconds((long)microseconds * 1_000);
    }

    private ulong NextDraw()
    {
        // The measurements' own generator: 64-bit wrap-around is its definition.
        _generator = unchecked((_generator * 6_364_136_223_846_793_005UL) + 1_442_695_040_888_963_407UL);
        return _generator >> 33;
    }

    /// <param name="Released">When it was released.</param>
    /// <param name="Origin">When the chain's first request was released.</param>
    /// <param name="Cost">Its CPU time, or <see cref="Application.Endless"/>.</param>
    /// <param name="Arrival">Its number in the list of arrivals, or −1.</param>
    private readonly record struct Job(long Released, long Origin, long Cost, int Arrival);
}
