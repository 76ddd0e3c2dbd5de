using Xenisol.Emulation.Hypervisor.Edf;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor.Hybrid;

/// <content>Changes of affinity.</content>
/// <remarks>
/// A credit-vCPU is placed anew, as credit does it. An EDF-vCPU that may still use its home stays: being placed anew
/// would cost it its period. Another gets a home with room for its share and leaves at once; there it is served as one
/// that wakes, and on the old home its share is held until the deadline of the period that it left.
/// </remarks>
internal sealed partial class HybridScheduler
{
    private readonly DepartedShares _departed = new();

    /// <inheritdoc/>
    public override ReservationAnswer CanPin(int vcpu, IReadOnlyList<int> pcpus, VirtualTime now)
    {
        var allowed = PcpuSet.Of(PcpuCount, pcpus);
        var admission = Admission(except: vcpu, now.Nanoseconds);
        var roomiest = admission.Roomiest(allowed);
        var left = admission.LeftOn(roomiest);
        return new ReservationAnswer(HomeWithin(vcpu, allowed, now.Nanoseconds) != None, roomiest, left);
    }

    /// <inheritdoc/>
    protected override bool MayPin(int vcpu, PcpuSet pcpus) => HomeWithin(vcpu, pcpus, Now) != None;

    /// <inheritdoc/>
    protected override void OnAffinityChanged(int vcpu, bool hard)
    {
        ref var edf = ref _edf[vcpu];
        if (!edf.IsReserved && edf.HasChange)
        {
            edf.NextHome = HomeWithin(vcpu, AffinityOf(vcpu), Now);
        }
        else if (edf.IsReserved)
        {
            var home = HomeWithin(vcpu, AffinityOf(vcpu), Now);
            edf.NextHome = AffinityOf(vcpu).Contains(edf.NextHome) ? edf.NextHome : home;
            if (home == _home[vcpu])
            {
                RememberAffinity(vcpu);
                return;
            }

            _departed.Add(_home[vcpu], EdfAdmission.Share(edf.Period, edf.Slice), edf.Deadline, Now);
            _home[vcpu] = home;
            edf.NextHome = home;
        }

        base.OnAffinityChanged(vcpu, hard);
    }

    /// <summary>The home that an EDF-vCPU keeps or gets when it may run on these pCPUs only; none if nowhere is room.
    /// A credit-vCPU needs no room.</summary>
    private int HomeWithin(int vcpu, PcpuSet allowed, long now)
    {
        ref readonly var edf = ref _edf[vcpu];
        var hasNext = edf.HasChange && edf.NextPeriod > 0;
        if (!edf.IsReserved && hasNext)
        {
            // It waits for its reservation to begin, at a home that is being cleared.
            return allowed.Contains(edf.NextHome)
                ? edf.NextHome
                : Admit(Admission(except: vcpu, now), allowed, EdfAdmission.Share(edf.NextPeriod, edf.NextSlice));
        }

        if (!edf.IsReserved
            || (allowed.Contains(_home[vcpu]) && (!hasNext || allowed.Contains(edf.NextHome))))
        {
            return _home[vcpu];
        }

        var share = EdfAdmission.Share(edf.Period, edf.Slice);
        var next = hasNext ? EdfAdmission.Share(edf.NextPeriod, edf.NextSlice) : 0;
        return Admit(Admission(except: vcpu, now), allowed, Math.Max(share, next));
    }
}
