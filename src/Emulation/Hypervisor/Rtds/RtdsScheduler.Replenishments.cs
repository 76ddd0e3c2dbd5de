using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor.Rtds;

/// <content>The queue of replenishments and its timer.</content>
/// <remarks>
/// Every vCPU that runs or is queued stands here. The timer is armed at the deadline of the first entry; each arming
/// takes a new place among equal instants, so it is armed exactly when Xen arms it.
/// </remarks>
internal sealed partial class RtdsScheduler
{
    private readonly bool _ordersByLevel;
    private readonly IndexLists _replenishments;

    private static int Pending => 0;

    private static int Done => 1;

    private int ReplenishmentTimer => FirstPolicyTimer;

    private void AwaitReplenishment(int vcpu)
    {
        InsertReplenishment(vcpu);
        if (_replenishments.First(Pending) == vcpu)
        {
            ArmReplenishments();
        }
    }

    private void ForgetReplenishment(int vcpu)
    {
        var wasFirst = _replenishments.First(Pending) == vcpu;
        _replenishments.Remove(vcpu);
        if (wasFirst)
        {
            ArmReplenishments();
        }
    }

    /// <summary>Replenishes all that are due, as far as the order of the queue shows them.</summary>
    private void ReplenishDue()
    {
        var vcpu = _replenishments.First(Pending);
        while (vcpu != None && Now >= _servers[vcpu].Deadline)
        {
            var next = _replenishments.Next(vcpu);
            _replenishments.Remove(vcpu);
            _servers[vcpu].Replenish(Now);
            _replenishments.AddFirst(Done, vcpu);
            if (IsQueued(vcpu))
            {
                _queue.Remove(vcpu);
                Enqueue(vcpu);
            }

            vcpu = next;
        }

        // Only now, when all priorities stand, is it known who should run where.
        for (vcpu = _replenishments.First(Done); vcpu != None; vcpu = _replenishments.First(Done))
        {
            TickleReplenished(vcpu);
            _replenishments.Remove(vcpu);
            InsertReplenishment(vcpu);
        }

        ArmReplenishments();
    }

    private void TickleReplenished(int vcpu)
    {
        var head = _queue.First(RunQueue);
        if (CurrentOf(Vcpu(vcpu).Pcpu) == vcpu && head != None)
        {
            if (Compare(vcpu, head) < 0)
            {
                TickleFor(head);
            }

            return;
        }

        var wasDepleted = _servers[vcpu].Depleted;
        _servers[vcpu].Depleted = false;
        if (wasDepleted && IsQueued(vcpu))
        {
            TickleFor(vcpu);
        }
    }

    private void InsertReplenishment(int vcpu)
    {
        var before = _replenishments.First(Pending);
        while (before != None && !IsDueBefore(vcpu, before))
        {
            before = _replenishments.Next(before);
        }

        _replenishments.AddBefore(Pending, vcpu, before);
    }

    private bool IsDueBefore(int vcpu, int other) => _ordersByLevel
        ? Compare(vcpu, other) > 0
        : _servers[vcpu].Deadline < _servers[other].Deadline;

    private void ArmReplenishments()
    {
        var first = _replenishments.First(Pending);
        if (first == None)
        {
            Out.Cancel(ReplenishmentTimer);
            return;
        }

        // In upstream order a deadline may lie in the past: the timer then precedes whatever else is due now, but for
        // the rescheduling that is pending.
        var isLate = _servers[first].Deadline < Now && Out.Phase != Phase.Timer;
        var at = VirtualTime.Zero + Duration.FromNanoseconds(Math.Max(_servers[first].Deadline, Now));
        var (phase, rank) = isLate ? (Phase.Reschedule, 1) : (Phase.Timer, 0);
        Out.Arm(ReplenishmentTimer, at, phase, rank, MessageKind.Replenish);
    }
}
