using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor.Edf;

/// <content>Admission: per core if partitioned, over all cores together if global; changes of reservations.</content>
internal sealed partial class EdfScheduler
{
    /// <inheritdoc/>
    public override ReservationAnswer CanReserve(int vcpu, Duration period, Duration slice, VirtualTime now)
    {
        var admission = Admission(except: vcpu, now.Nanoseconds);
        var roomiest = admission.Roomiest();
        var left = Math.Min(admission.LeftOn(roomiest), MostOfOne);
        var share = EdfAdmission.Share(period.Nanoseconds, slice.Nanoseconds);
        var home = Admit(admission, _allowed[vcpu], share, _home[vcpu]);
        return new ReservationAnswer(home != None, roomiest, left);
    }

    /// <summary>First fit decreasing: the greatest share first, onto the first core with room.</summary>
    private void AssignHomes()
    {
        var admission = NewAdmission();
        var vcpus = Enumerable.Range(0, VcpuCount)
            .OrderByDescending(vcpu => EdfAdmission.Share(_servers[vcpu].Period, _servers[vcpu].Slice))
            .ThenBy(vcpu => vcpu);
        var others = 0;
        foreach (var vcpu in vcpus)
        {
            ref readonly var server = ref _servers[vcpu];
            _home[vcpu] = server.IsReserved
                ? Admit(admission, _allowed[vcpu], EdfAdmission.Share(server.Period, server.Slice))
                : _allowed[vcpu].CycleAfter((others++ % PcpuCount) - 1);
            if (_home[vcpu] == None)
            {
                var core = admission.Roomiest();
                throw new EmulationException(
                    $"{Name} cannot admit vCPU {vcpu} with {EdfAdmission.Describe(server.Period, server.Slice)}: "
                    + $"{(_isGlobal ? "all cores together have" : $"core {core} has the most room,")} "
                    + $"{admission.LeftOn(core)} parts per billion left.");
            }
        }
    }

    /// <summary>What one vCPU may have of a core, in parts per billion.</summary>
    private long MostOfOne => _plan.ReservationLimitPpm * 1_000L;

    private EdfAdmission NewAdmission() => _isGlobal
        ? new EdfAdmission(1, checked(_plan.ReservationLimitPpm * PcpuCount))
        : new EdfAdmission(PcpuCount, _plan.ReservationLimitPpm);

    /// <summary>The home that a share may have; with admission off, the roomiest core if none has room.</summary>
    private int Admit(EdfAdmission admission, PcpuSet allowed, long share, int preferred = None)
    {
        if (_isGlobal)
        {
            var fits = admission.LeftOn(0) >= share && share <= MostOfOne || _plan.AdmissionOff;
            admission.Add(0, fits ? share : 0);
            return fits ? allowed.CycleAfter(None) : None;
        }

        var home = admission.TryAdmit(share, allowed, preferred);
        if (home == EdfAdmission.None && _plan.AdmissionOff)
        {
            home = admission.Roomiest(allowed);
            admission.Add(home, share);
        }

        return home;
    }

    private EdfAdmission Admission(int except, long now)
    {
        var admission = NewAdmission();
        _departed.HoldOn(admission, now);
        for (var vcpu = 0; vcpu < VcpuCount; vcpu++)
        {
            ref readonly var server = ref _servers[vcpu];
            if (vcpu == except)
            {
                continue;
            }

            // Until a change takes effect, the old share and the new one are both held; at one home, the greater.
            var share = EdfAdmission.Share(server.CapPeriod, server.CapSlice);
            var next = server.HasChange ? EdfAdmission.Share(server.NextPeriod, server.NextSlice) : 0;
            if (_isGlobal || server.NextHome == _home[vcpu])
            {
                admission.Add(_isGlobal ? 0 : _home[vcpu], Math.Max(share, next));
                continue;
            }

            admission.Add(_home[vcpu], share);
            admission.Add(server.NextHome, next);
        }

        return admission;
    }

    private void SetReservation(int vcpu, long period, long slice)
    {
        ref var server = ref _servers[vcpu];
        var share = slice > 0 ? EdfAdmission.Share(period, slice) : 0;
        var home = slice > 0 ? Admit(Admission(except: vcpu, Now), _allowed[vcpu], share, _home[vcpu]) : _home[vcpu];
        if (home == None || (slice <= 0 && !server.IsReserved))
        {
            // Whoever commanded was told so before; a rival command may have taken the room since.
            return;
        }

        server.HasChange = true;
        server.NextPeriod = slice > 0 ? period : 0;
        server.NextSlice = slice;
        server.NextHome = home;
        ArmReplenishment(vcpu, server.UsesBudget || server.Depleted ? server.Deadline : Now);
    }

    private void ApplyChange(int vcpu)
    {
        if (_queues.ListOf(vcpu) != IndexLists.None)
        {
            _queues.Remove(vcpu);
        }

        ref var server = ref _servers[vcpu];
        server.HasChange = false;
        server.HasAction = false;
        server.Period = server.CapPeriod = server.NextPeriod;
        server.Slice = server.CapSlice = server.NextSlice;
        _home[vcpu] = server.NextHome;
        if (!IsCurrent(vcpu))
        {
            Vcpu(vcpu).Pcpu = _home[vcpu];
        }

        if (server.IsReserved)
        {
            server.Begin(Now);
        }
    }
}
