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
    private readonly IndexHeap _replenishments;
    private readonly IndexLists _upstream;
    private readonly int[] _replenished;

    private int ReplenishmentTimer => FirstPolicyTimer;

    private void AwaitReplenishment(int vcpu)
    {
        InsertReplenishment(vcpu);
        if (FirstReplenishment() == vcpu)
        {
            ArmReplenishments();
        }
    }

    private void ForgetReplenishment(int vcpu)
    {
        var wasFirst = FirstReplenishment() == vcpu;
        RemoveReplenishment(vcpu);
        if (wasFirst)
        {
            ArmReplenishments();
        }
    }

    /// <summary>Replenishes all that are due, as far as the order of the queue shows them.</summary>
    private void ReplenishDue()
    {
        var count = 0;
        var vcpu = FirstReplenishment();
        while (vcpu != None && Now >= _servers[vcpu].Deadline)
        {
            RemoveReplenishment(vcpu);
            _servers[vcpu].Replenish(Now);
            _replenished[count++] = vcpu;
            if (IsQueued(vcpu))
            {
                Dequeue(vcpu);
                Enqueue(vcpu);
            }
            else if (_next[Vcpu(vcpu).Pcpu] == vcpu)
            {
                Rank(Vcpu(vcpu).Pcpu);
            }

            vcpu = FirstReplenishment();
        }

        // Only now, when all priorities stand, is it known who should run where. Xen goes through them backwards.
        while (count > 0)
        {
            vcpu = _replenished[--count];
            TickleReplenished(vcpu);
            InsertReplenishment(vcpu);
        }

        ArmReplenishments();
    }

    private void TickleReplenished(int vcpu)
    {
        var head = _queue.First;
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

    private int FirstReplenishment() => _ordersByLevel ? _upstream.First(0) : _replenishments.First;

    private void RemoveReplenishment(int vcpu)
    {
        if (_ordersByLevel)
        {
            _upstream.Remove(vcpu);
        }
        else
        {
            _replenishments.Remove(vcpu);
        }
    }

    private void InsertReplenishment(int vcpu)
    {
        if (!_ordersByLevel)
        {
            _replenishments.Add(vcpu, 0, _servers[vcpu].Deadline);
            return;
        }

        // Levels rise under entries that stay where they are, so the upstream list is not sorted, and only a walk from
        // its head finds the place that Xen finds.
        var before = _upstream.First(0);
        while (before != None && Compare(vcpu, before) <= 0)
        {
            before = _upstream.Next(before);
        }

        _upstream.AddBefore(0, vcpu, before);
    }

    private void ArmReplenishments()
    {
        var first = FirstReplenishment();
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
        Out.Arm(ReplenishmentTimer, isLate ? at : Expiry(at), phase, rank, MessageKind.Replenish);
    }
}
