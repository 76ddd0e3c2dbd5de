using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests;

/// <summary>
/// A process of a variable-bandwidth server: it announces each of its actions with the resource (λ, π) that the action
/// is to have, and measures its response against the bound of that resource.
/// </summary>
/// <remarks>
/// An action is requested when the one before is complete, the first of a round with its round. It arrives when the one
/// before has terminated, which is at the end of that one's last period; so two actions never overlap, and the process
/// stays below its cap. Responses count from the arrival. Rounds that come too early wait in line.
/// </remarks>
internal sealed class ActionApplication : GuestApplication
{
    private readonly ActionsPlan _plan;
    private readonly Duration _hypercall;
    private readonly VirtualTime _warmup;
    private readonly LatencyHistogram[] _responses;
    private ActionCounts[] _counts;
    private long _waitingRounds;
    private long _action = -1;
    private long _arrived;
    private long _terminates;

    /// <summary>A process whose first round begins at time zero.</summary>
    /// <param name="index">Its number in the domain.</param>
    /// <param name="vcpu">The vCPU that serves it; it stays there.</param>
    /// <param name="plan">Its actions.</param>
    /// <param name="hypercall">What announcing an action costs; a part of the action's load.</param>
    /// <param name="warmup">Actions that arrive before are not counted.</param>
    public ActionApplication(int index, int vcpu, ActionsPlan plan, Duration hypercall, VirtualTime warmup)
        : base(index, vcpu)
    {
        _plan = plan;
        _hypercall = hypercall;
        _warmup = warmup;
        _responses =
            [.. plan.Sequence.Select(_ => new LatencyHistogram(PeriodicApplication.LatencyBits))];
        _counts = new ActionCounts[plan.Sequence.Count];
        Array.Fill(_counts, new ActionCounts { Shortest = -1 });
    }

    /// <inheritdoc/>
    public override void Start(IGuestKernel kernel) => TimerFired(kernel, 0);

    /// <inheritdoc/>
    public override void TimerFired(IGuestKernel kernel, int timer)
    {
        if (_plan.Every > Duration.Zero)
        {
            kernel.ArmTimer(this, 0, kernel.Out.Now + _plan.Every);
        }

        _waitingRounds++;
        if (_action < 0)
        {
            BeginRound(kernel);
        }
    }

    /// <inheritdoc/>
    public override void Complete(IGuestKernel kernel)
    {
        Judge(kernel.Out.Now.Nanoseconds);
        if (_action + 1 < _plan.Sequence.Count)
        {
            Begin(kernel, _action + 1);
            return;
        }

        _action = -1;
        _waitingRounds += _plan.Every == Duration.Zero ? 1 : 0;
        if (_waitingRounds > 0)
        {
            BeginRound(kernel);
        }
    }

    /// <summary>How each action fared up to an instant; one that is under way and beyond its bound is late already.
    /// </summary>
    public IEnumerable<ActionReport> ReportsAt(VirtualTime now)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            var plan = _plan.Sequence[i];
            var isLate = i == _action && IsMeasured && now.Nanoseconds - _arrived > BoundOf(i).Nanoseconds;
            yield return new ActionReport
            {
                Vcpu = Vcpu,
                Number = i,
                Load = plan.Load,
                Slice = plan.Slice,
                Period = plan.Period,
                Bound = BoundOf(i),
                Completed = _counts[i].Completed,
                Late = _counts[i].Late + (isLate ? 1 : 0),
                Judged = _counts[i].Completed + (isLate ? 1 : 0),
                Shortest = _counts[i].Completed == 0 ? null : Duration.FromNanoseconds(_counts[i].Shortest),
                Response = _responses[i].Report(),
            };
        }
    }

    /// <inheritdoc/>
    public override void Transfer(StateTransfer state)
    {
        base.Transfer(state);
        foreach (var responses in _responses)
        {
            responses.Transfer(state);
        }

        state.Array(ref _counts);
        state.Value(ref _waitingRounds);
        state.Value(ref _action);
        state.Value(ref _arrived);
        state.Value(ref _terminates);
    }

    private bool IsMeasured => _arrived >= _warmup.Nanoseconds;

    private void BeginRound(IGuestKernel kernel)
    {
        _waitingRounds--;
        Begin(kernel, 0);
    }

    private void Begin(IGuestKernel kernel, long action)
    {
        var plan = _plan.Sequence[(int)action];
        var load = plan.Load + _hypercall;
        var period = plan.Period.Nanoseconds;
        _action = action;
        _arrived = Math.Max(kernel.Out.Now.Nanoseconds, _terminates);
        _terminates = (((_arrived + period - 1) / period) + plan.PiecesOf(load)) * period;
        Remaining = load.Nanoseconds;

        // Before the wake-up: the server is to begin the new action, not to go on with the old resource.
        kernel.AnnounceAction(this, plan.Period, plan.Slice);
        kernel.Wake(this);
    }

    private void Judge(long now)
    {
        if (!IsMeasured)
        {
            return;
        }

        // Who is given other parameters while the run goes on may be served before an action arrives.
        var response = Math.Max(now - _arrived, 0);
        ref var counts = ref _counts[_action];
        counts.Completed++;
        counts.Late += response > BoundOf((int)_action).Nanoseconds ? 1 : 0;
        counts.Shortest = counts.Shortest < 0 ? response : Math.Min(counts.Shortest, response);
        _responses[_action].Record(Duration.FromNanoseconds(response));
    }

    private Duration BoundOf(int action) =>
        _plan.Sequence[action].ResponseBound(_plan.Sequence[action].Load + _hypercall);
}
