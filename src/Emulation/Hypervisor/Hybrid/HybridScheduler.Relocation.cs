using Xenisol.Emulation.Hypervisor.Edf;

namespace Xenisol.Emulation.Hypervisor.Hybrid;

/// <content>EDF-vCPUs that go to other cores when admission needs room.</content>
/// <remarks>
/// A move is a change of parameters that changes the home only: at the vCPU's next replenishment, or at a wake that
/// begins a period, and until then its share is held on both cores. Whom the room is for begins when the last has left.
/// </remarks>
internal sealed partial class HybridScheduler
{
    /// <summary>A home with room for a share, and from when on; others are told to move if that takes it.</summary>
    private int MakeRoom(int vcpu, long share, out long from)
    {
        from = Now;
        var home = Admit(Admission(except: vcpu, Now), AffinityOf(vcpu), share, PreferredHome(vcpu));
        if (home != EdfAdmission.None || FindRelocation(vcpu, share, Now) is not { } relocation)
        {
            return home;
        }

        foreach (var (leaving, other) in relocation.Moves)
        {
            ref var edf = ref _edf[leaving];
            edf.HasChange = true;
            edf.NextPeriod = edf.Period;
            edf.NextSlice = edf.Slice;
            edf.NextHome = other;
            edf.ChangeFrom = Now;
            edf.OnlyMoves = true;
            ArmReplenishment(leaving, Math.Max(edf.Deadline, Now));
        }

        from = relocation.From;
        return relocation.Core;
    }

    private int PreferredHome(int vcpu) => _edf[vcpu].IsReserved ? _home[vcpu] : Vcpu(vcpu).Pcpu;

    private EdfRelocation? FindRelocation(int vcpu, long share, long now)
    {
        ref readonly var edf = ref _edf[vcpu];
        if (Leaves(vcpu, now))
        {
            // Somebody may count on its home from its deadline on, so it cannot wait there for others to leave.
            return null;
        }

        var residents = new List<EdfResident>();
        for (var other = 0; other < VcpuCount; other++)
        {
            if (other != vcpu && _edf[other].IsReserved)
            {
                residents.Add(ResidentOf(other, now));
            }
        }

        return EdfRelocation.Find(
            share,
            (_home[vcpu], EdfAdmission.Share(edf.Period, edf.Slice)),
            AffinityOf(vcpu),
            PreferredHome(vcpu),
            residents,
            () => Admission(except: vcpu, now),
            now);
    }

    private EdfResident ResidentOf(int vcpu, long now)
    {
        ref readonly var edf = ref _edf[vcpu];
        return new EdfResident(
            vcpu,
            _home[vcpu],
            EdfAdmission.Share(edf.Period, edf.Slice),
            AffinityOf(vcpu),
            edf.Deadline,
            Leaves(vcpu, now),
            Movable: !edf.HasChange);
    }

    /// <summary>Whether the end of its period frees its home of its share, whatever comes.</summary>
    private bool Leaves(int vcpu, long now)
    {
        ref readonly var edf = ref _edf[vcpu];
        return edf.IsReserved
            && edf.HasChange
            && edf.ChangeFrom <= now
            && (edf.NextPeriod == 0 || edf.NextHome != _home[vcpu]);
    }

    /// <summary>Whoever is due to leave a core leaves before somebody comes, however late its timer is noticed.
    /// </summary>
    private void SeeOff(int core)
    {
        for (var vcpu = 0; vcpu < VcpuCount; vcpu++)
        {
            if (_home[vcpu] == core && Leaves(vcpu, Now) && _edf[vcpu].Deadline <= Now)
            {
                Replenish(vcpu);
            }
        }
    }
}
