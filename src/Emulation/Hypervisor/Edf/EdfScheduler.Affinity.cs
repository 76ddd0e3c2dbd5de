using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor.Edf;

/// <content>Changes of hard affinity; a soft one means nothing here.</content>
/// <remarks>
/// Partitioned, a vCPU that may still use its home stays. Another gets a home with room for its share and leaves at
/// once. There it is served as one that wakes: what is left of slice and period is kept only if using it up by the
/// deadline does not exceed the bandwidth. On the old home its share is held until that deadline.
/// </remarks>
internal sealed partial class EdfScheduler
{
    private readonly DepartedShares _departed = new();

    /// <inheritdoc/>
    public override ReservationAnswer CanPin(int vcpu, IReadOnlyList<int> pcpus, VirtualTime now)
    {
        var allowed = PcpuSet.Of(PcpuCount, pcpus);
        var admission = Admission(except: vcpu, now.Nanoseconds);
        var roomiest = _isGlobal ? 0 : admission.Roomiest(allowed);
        var left = admission.LeftOn(roomiest);
        return new ReservationAnswer(HomeWithin(vcpu, allowed, now.Nanoseconds) != None, roomiest, left);
    }

    /// <inheritdoc/>
    protected override bool MayPin(int vcpu, PcpuSet pcpus) => HomeWithin(vcpu, pcpus, Now) != None;

    /// <inheritdoc/>
    protected override void OnSleep(int vcpu) => _queues.Remove(vcpu);

    /// <inheritdoc/>
    protected override void OnAffinityChanged(int vcpu, bool hard)
    {
        var home = HomeWithin(vcpu, _allowed[vcpu], Now);
        if (!hard || (_isGlobal ? IsCurrent(vcpu) && _allowed[vcpu].Contains(Vcpu(vcpu).Pcpu) : Stays(vcpu, home)))
        {
            return;
        }

        if (IsCurrent(vcpu))
        {
            Charge(vcpu);
            _servers[vcpu].LostTurn = true;
        }

        if (_queues.ListOf(vcpu) != IndexLists.None)
        {
            _queues.Remove(vcpu);
        }

        if (home != _home[vcpu])
        {
            MoveHome(vcpu, home);
        }

        Compete(vcpu);
    }

    private bool Stays(int vcpu, int home)
    {
        ref var server = ref _servers[vcpu];
        server.NextHome = _allowed[vcpu].Contains(server.NextHome) ? server.NextHome : home;
        return home == _home[vcpu];
    }

    /// <summary>The home that a vCPU keeps or gets when it may run on these pCPUs only; none without room.</summary>
    private int HomeWithin(int vcpu, PcpuSet allowed, long now)
    {
        ref readonly var server = ref _servers[vcpu];
        var hasNext = server.HasChange && server.NextPeriod > 0;
        if (allowed.Contains(_home[vcpu]) && (!hasNext || allowed.Contains(server.NextHome)))
        {
            return _home[vcpu];
        }

        if (_isGlobal || (!server.IsReserved && !hasNext))
        {
            return allowed.CycleAfter(_home[vcpu]);
        }

        var share = EdfAdmission.Share(server.CapPeriod, server.CapSlice);
        var next = hasNext ? EdfAdmission.Share(server.NextPeriod, server.NextSlice) : 0;
        return Admit(Admission(except: vcpu, now), allowed, Math.Max(share, next));
    }

    private void MoveHome(int vcpu, int home)
    {
        ref var server = ref _servers[vcpu];
        if (server.IsReserved && !_isGlobal)
        {
            var share = EdfAdmission.Share(server.CapPeriod, server.CapSlice);
            _departed.Add(_home[vcpu], share, server.Deadline, Now);
        }

        _home[vcpu] = home;
        server.NextHome = home;
        if (!IsCurrent(vcpu))
        {
            Vcpu(vcpu).Pcpu = home;
        }

        if (!server.UsesBudget || _isGlobal)
        {
            return;
        }

        if (server.Kind != EdfServer.Variable)
        {
            server.Wake(Now);
            Rearm(vcpu);
        }
        else if ((Int128)server.Budget * server.CapPeriod > (Int128)(server.Deadline - Now) * server.CapSlice)
        {
            // Its periods lie on a grid, so none can begin now.
            Throttle(vcpu, server.Deadline);
        }
    }
}
