using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor.Edf;

/// <content>The servers: wake-up, exhaustion, replenishment, announcements of the guest.</content>
internal sealed partial class EdfScheduler
{
    /// <inheritdoc/>
    protected override void OnJobAnnounced(int vcpu, long deadline, long release)
    {
        ref var server = ref _servers[vcpu];
        var competes = IsCurrent(vcpu) || _queues.ListOf(vcpu) != IndexLists.None;
        if (IsCurrent(vcpu))
        {
            Charge(vcpu);
            server.LostTurn = true;
        }

        server.JobRelease = release;
        if (server.Kind == EdfServer.Job)
        {
            server.Announced = true;
            server.Deadline = deadline;
        }

        if (competes)
        {
            Compete(vcpu);
        }
    }

    /// <inheritdoc/>
    protected override void OnActionAnnounced(int vcpu, long period, long slice)
    {
        ref var server = ref _servers[vcpu];
        if (server.Kind != EdfServer.Variable || !server.IsReserved || period <= 0)
        {
            return;
        }

        // An action gets no more bandwidth than the cap, on which admission relies; the cut rounds down.
        var most = (long)((Int128)period * server.CapSlice / server.CapPeriod);
        server.HasAction = true;
        server.ActionPeriod = period;
        server.ActionSlice = Math.Max(1, Math.Min(slice, most));
        if (!Vcpu(vcpu).Blocked && !server.Depleted)
        {
            if (IsCurrent(vcpu))
            {
                Charge(vcpu);
            }

            WakeServer(vcpu);
            Compete(vcpu);
        }
    }

    private void WakeServer(int vcpu)
    {
        ref var server = ref _servers[vcpu];
        if (!server.InForeground)
        {
            return;
        }

        switch (server.Kind)
        {
            case EdfServer.Job:
                server.Deadline = server.Announced ? server.Deadline : Now + server.Period;
                break;
            case EdfServer.Variable:
                WakeVariable(vcpu);
                break;
            default:
                server.Wake(Now);
                Rearm(vcpu);
                break;
        }
    }

    /// <summary>An action begins once the last period of the one before is over.</summary>
    private void WakeVariable(int vcpu)
    {
        ref var server = ref _servers[vcpu];
        if (Now >= server.Deadline)
        {
            server.BeginAction(Now);
            Rearm(vcpu);
        }
        else if (server.HasAction)
        {
            Throttle(vcpu, server.Deadline);
        }
    }

    private void Charge(int vcpu)
    {
        ref var server = ref _servers[vcpu];
        var ran = Now - server.ChargedFrom;
        server.ChargedFrom = Now;
        if (!server.UsesBudget)
        {
            return;
        }

        server.Budget -= ran;
        if (server.Budget <= 0)
        {
            Exhaust(vcpu);
        }
    }

    private void Exhaust(int vcpu)
    {
        ref var server = ref _servers[vcpu];
        if (server.Kind == EdfServer.Soft)
        {
            server.Postpone();
            Rearm(vcpu);
            return;
        }

        Throttle(vcpu, server.Deadline);
    }

    private void Throttle(int vcpu, long until)
    {
        ref var server = ref _servers[vcpu];
        server.LostTurn = IsCurrent(vcpu);
        if (until <= Now)
        {
            // A late one is replenished at once, but was throttled: it competes anew.
            Refill(vcpu);
            Rearm(vcpu);
            return;
        }

        server.Depleted = true;
        SetPaused(vcpu, !server.ExtraTime);
        ArmReplenishment(vcpu, until);
        if (Vcpu(vcpu).Paused)
        {
            Withdraw(vcpu);
        }
    }

    private void ArmReplenishment(int vcpu, long at) =>
        Out.Arm(
            FirstPolicyTimer + vcpu,
            Expiry(VirtualTime.FromNanoseconds(Math.Max(at, Now))),
            Phase.Timer,
            0,
            MessageKind.Replenish,
            vcpu);

    private void Replenish(int vcpu)
    {
        if (IsCurrent(vcpu))
        {
            Charge(vcpu);
        }

        ref var server = ref _servers[vcpu];
        var wasDepleted = server.Depleted;
        server.Depleted = false;
        SetPaused(vcpu, false);
        if (server.HasChange)
        {
            ApplyChange(vcpu);
        }
        else if (wasDepleted)
        {
            Refill(vcpu);
        }

        if (IsCurrent(vcpu))
        {
            server.LostTurn = true;
        }

        Compete(vcpu);
    }

    private void Refill(int vcpu)
    {
        ref var server = ref _servers[vcpu];
        if (server.Kind == EdfServer.Variable && (server.HasAction || Vcpu(vcpu).Blocked))
        {
            if (server.HasAction && !Vcpu(vcpu).Blocked)
            {
                server.BeginAction(Now);
            }

            return;
        }

        // However far it lags: deadlines of an overloaded core stay where its periods put them.
        server.Postpone();
        server.Budget = Math.Min(server.Budget, server.Slice);
    }

    /// <summary>The budget changed under a running vCPU: its slice ends at another instant.</summary>
    private void Rearm(int vcpu)
    {
        if (IsCurrent(vcpu))
        {
            Request(Vcpu(vcpu).Pcpu);
        }
    }
}
