using Xenisol.Emulation.Fleet;

namespace Xenisol.Emulation.Hypervisor.Credit;

/// <summary>
/// Xen's credit scheduler before 4.1: eras 4.0 (2010), 3.4 (2009) and 3.3 (2008), the baseline of the papers.
/// </summary>
/// <remarks>
/// What differs from 4.23: weights count per domain, not per vCPU; who leaves the accounting loses its credit; a wake
/// asks the own pCPU and all idlers; every wake with credit is boosted, the first one and migrations too; stealing
/// starts behind oneself and is not limited in rate; yielding is plain rescheduling; and before 4.0 the vCPU that runs
/// at a tick pays 100 credits, whoever really ran.
/// </remarks>
internal sealed class EarlyCreditScheduler : CreditScheduler
{
    private const int CreditsPerTick = 100;
    private const long NanosecondsPerCredit = 100_000;
    private const int TicksPerAccounting = 3;
    private readonly bool _samples;
    private readonly bool _accountsInTick;
    private readonly PcpuSet _mask;
    private long _masterTicks;

    /// <summary>A scheduler of a host that is about to start.</summary>
    public EarlyCreditScheduler(
        int id,
        string name,
        HostPlan host,
        IReadOnlyList<VcpuPlacement> vcpus,
        IReadOnlyList<CreditDomain> domains)
        : base(id, name, host, vcpus, domains)
    {
        _samples = Options.Era is CreditEra.Xen33 or CreditEra.Xen34;
        _accountsInTick = Options.Era == CreditEra.Xen33;
        _mask = new PcpuSet(host.Cores);
    }

    /// <inheritdoc/>
    protected override bool WeighsVcpus => false;

    /// <inheritdoc/>
    protected override bool BoostsMoved => true;

    /// <inheritdoc/>
    protected override bool PlacesAnewAlways => false;

    /// <inheritdoc/>
    protected override bool SkipsLonePeers => false;

    /// <inheritdoc/>
    protected override int OtherSocketFactor => 1;

    /// <inheritdoc/>
    protected override bool StopsIdleTicks => !_accountsInTick;

    /// <inheritdoc/>
    protected override bool RemembersIdleBias => !_samples;

    /// <inheritdoc/>
    protected override bool CountsAsIdle(int pcpu, int own) => true;

    /// <inheritdoc/>
    protected override long IdleSlice => _accountsInTick ? Options.Timeslice : -1;

    /// <inheritdoc/>
    protected override void ArmTimers()
    {
        ArmTicks();
        if (!_accountsInTick)
        {
            ArmAccounting();
        }
    }

    /// <summary>The least-populated pCPU; among equals the one with the higher number.</summary>
    protected override int FirstPcpu(int vcpu)
    {
        var best = 0;
        for (var pcpu = 1; pcpu < PcpuCount; pcpu++)
        {
            best = Population(pcpu, vcpu) <= Population(best, vcpu) ? pcpu : best;
        }

        return best;
    }

    /// <summary>Setting an affinity moves a vCPU only where its pCPU is not allowed.</summary>
    protected override int ChooseFirstPcpu(int vcpu) =>
        AffinityOf(vcpu).Contains(Vcpu(vcpu).Pcpu) ? Vcpu(vcpu).Pcpu : ChoosePcpu(vcpu);

    /// <inheritdoc/>
    protected override void OnYield(int vcpu)
    {
        // Only the rescheduling request that every yield makes.
    }

    /// <summary>4.0 rounds to the nearest credit and leaves the rest for the next debit; 3.x charges at ticks only.
    /// </summary>
    protected override void Charge(int vcpu)
    {
        ref var credit = ref CreditOf(vcpu);
        var elapsed = Now - credit.ChargedFrom;
        if (_samples || elapsed <= 0)
        {
            return;
        }

        var credits = (elapsed + (NanosecondsPerCredit / 2)) / NanosecondsPerCredit;
        credit.Credit -= (int)credits;
        credit.ChargedFrom += credits * NanosecondsPerCredit;
    }

    /// <inheritdoc/>
    protected override void DebitAtTick(int vcpu)
    {
        if (_samples)
        {
            CreditOf(vcpu).Credit -= CreditsPerTick;
        }
        else
        {
            Charge(vcpu);
        }
    }

    /// <inheritdoc/>
    protected override int CreditWhenInactive(int credit) => 0;

    /// <inheritdoc/>
    protected override bool KeepsCurrent(int pcpu, int current, out long slice)
    {
        slice = 0;
        return false;
    }

    /// <inheritdoc/>
    protected override void BeforeSort(int pcpu)
    {
        if (_accountsInTick && pcpu == 0 && ++_masterTicks % TicksPerAccounting == 0)
        {
            Account();
        }
    }

    /// <inheritdoc/>
    protected override void TickleFor(int vcpu)
    {
        var own = Vcpu(vcpu).Pcpu;
        var current = CurrentOf(own);
        var goesFirst = current == None || (Options.Tickle && Preempts(vcpu, current));
        if (current == None || Idlers.IsEmpty)
        {
            if (goesFirst)
            {
                Request(own);
            }

            return;
        }

        _mask.CopyFrom(Idlers);
        if (goesFirst)
        {
            _mask.Add(own);
        }

        _mask.And(AffinityOf(vcpu));
        for (var pcpu = 0; pcpu < PcpuCount; pcpu++)
        {
            if (_mask.Contains(pcpu))
            {
                Request(pcpu);
            }
        }
    }

    /// <inheritdoc/>
    protected override int Steal(int pcpu, int priority)
    {
        for (var i = 1; i < PcpuCount; i++)
        {
            var peer = (pcpu + i) % PcpuCount;
            var stolen = Idlers.Contains(peer) ? None : StealFrom(peer, pcpu, priority, soft: false);
            if (stolen != None)
            {
                return stolen;
            }
        }

        return None;
    }

    /// <inheritdoc/>
    protected override void TransferState(Engine.StateTransfer state)
    {
        base.TransferState(state);
        state.Value(ref _masterTicks);
    }

    private int Population(int pcpu, int before)
    {
        var count = 0;
        for (var vcpu = 0; vcpu < before; vcpu++)
        {
            count += Vcpu(vcpu).Pcpu == pcpu ? 1 : 0;
        }

        return count;
    }
}
