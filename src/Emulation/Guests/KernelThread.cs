using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Randomness;

namespace Xenisol.Emulation.Guests;

/// <summary>
/// The work queue of one vCPU (a kworker): pieces of work arrive at exponential gaps, their lengths have a heavy tail.
/// That of an isolated vCPU works on a housekeeping one.
/// </summary>
internal sealed class KernelThread : GuestApplication
{
    private readonly MachineProfile _machine;
    private readonly Fifo<long> _work = new();
    private RandomStream _draws;

    /// <summary>A work queue before its first work.</summary>
    /// <param name="index">Its number among the domain's tasks.</param>
    /// <param name="vcpu">The domain's vCPU that it is bound to.</param>
    /// <param name="machine">What everything costs.</param>
    /// <param name="draws">Its own stream.</param>
    public KernelThread(int index, int vcpu, MachineProfile machine, RandomStream draws)
        : base(index, vcpu)
    {
        _machine = machine;
        _draws = draws;
    }

    /// <inheritdoc/>
    public override bool IsKernel => true;

    /// <inheritdoc/>
    public override void Start(IGuestKernel kernel)
    {
        var mean = _machine.GuestWorkQueuePeriod;
        if (mean.Nanoseconds > 0)
        {
            kernel.ArmTimer(
                this, 0, kernel.Out.Now + Time.Duration.FromNanoseconds(_draws.NextExponential(mean.Nanoseconds)));
        }
    }

    /// <inheritdoc/>
    public override void TimerFired(IGuestKernel kernel, int timer)
    {
        Start(kernel);
        _work.Enqueue(_draws.NextHeavyTailed(
            _machine.GuestWorkQueue.Nanoseconds, _machine.GuestWorkQueueMax.Nanoseconds));
        if (_work.Count == 1)
        {
            Remaining = _work[0];
            kernel.Wake(this);
        }
    }

    /// <inheritdoc/>
    public override void Complete(IGuestKernel kernel)
    {
        _work.Dequeue();
        if (_work.Count > 0)
        {
            Remaining = _work[0];
            kernel.Wake(this);
        }
    }

    /// <inheritdoc/>
    public override void Transfer(StateTransfer state)
    {
        base.Transfer(state);
        _work.Transfer(state);
        state.Value(ref _draws);
    }
}
