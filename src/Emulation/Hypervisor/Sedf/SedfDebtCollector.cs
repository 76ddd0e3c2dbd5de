using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor.Sedf;

/// <summary>
/// SEDF-DC, the debt collector of Gupta, Cherkasova, Gardner and Vahdat (Middleware 2006): SEDF, whose slices also
/// pay for the CPU time that a domain causes in the driver domain, so that both together stay within the reservation.
/// </summary>
/// <remarks>
/// A monitor in the driver domain reports what each domain caused; it becomes a debt of the domain's vCPUs that have a
/// reservation, in equal parts. Each period that begins pays debt / (interval / period), so that the debt is spread
/// over the next interval, and at most what leaves a tenth of the slice; the vCPU gets the rest. Slices that a vCPU
/// slept through pay too: it has not used them. A debt is never negative.
/// </remarks>
internal sealed class SedfDebtCollector : SedfScheduler
{
    /// <summary>A tenth of a slice is left in any case, so that a domain in debt can still stop causing more.</summary>
    private const long LeastPart = 10;

    private readonly long _interval;
    private long[] _debts;
    private long[] _instalments;

    /// <summary>A scheduler of a host that is about to start; nobody is in debt.</summary>
    public SedfDebtCollector(
        int id,
        string name,
        HostPlan host,
        IReadOnlyList<VcpuPlacement> vcpus,
        IReadOnlyList<VcpuPlan> plans)
        : base(id, name, host, vcpus, plans)
    {
        _interval = host.Scheduler.DebtInterval.Nanoseconds;
        _debts = new long[vcpus.Count];
        _instalments = new long[vcpus.Count];
    }

    /// <inheritdoc/>
    public override string Policy => "sedf-dc";

    /// <summary>What a vCPU still has to pay for.</summary>
    public Duration DebtOf(int vcpu) => Duration.FromNanoseconds(_debts[vcpu]);

    /// <inheritdoc/>
    public override void Describe(Action<string, long> field)
    {
        base.Describe(field);
        for (var vcpu = 0; vcpu < VcpuCount; vcpu++)
        {
            field($"vcpu{vcpu}.debtNanoseconds", _debts[vcpu]);
        }
    }

    /// <inheritdoc/>
    protected override void OnMessage(in Message message)
    {
        if (message.Kind == MessageKind.DriverDomainCharged)
        {
            Charge(message.Port, message.A);
        }
        else
        {
            base.OnMessage(message);
        }
    }

    /// <inheritdoc/>
    protected override long UsedAtBegin(int vcpu, long carried)
    {
        ref readonly var server = ref ServerOf(vcpu);
        var most = Math.Max(server.Slice - (server.Slice / LeastPart) - carried, 0);
        var paid = Math.Min(Math.Min(_debts[vcpu], _instalments[vcpu]), most);
        _debts[vcpu] -= paid;
        return carried + paid;
    }

    /// <inheritdoc/>
    protected override void OnSliceUnused(int vcpu, long unused) =>
        _debts[vcpu] -= Math.Min(_debts[vcpu], unused);

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        base.TransferState(state);
        state.Array(ref _debts);
        state.Array(ref _instalments);
    }

    private void Charge(int domain, long nanoseconds)
    {
        var sharing = 0;
        for (var vcpu = 0; vcpu < VcpuCount; vcpu++)
        {
            sharing += Pays(vcpu, domain) ? 1 : 0;
        }

        for (var vcpu = 0; vcpu < VcpuCount; vcpu++)
        {
            if (!Pays(vcpu, domain))
            {
                continue;
            }

            // The nanoseconds that do not divide fall to the first ones.
            var part = (nanoseconds + sharing - 1) / sharing;
            nanoseconds -= part;
            sharing--;
            _debts[vcpu] += part;
            var period = Math.Min(ServerOf(vcpu).Period, _interval);
            _instalments[vcpu] = (long)((((Int128)_debts[vcpu] * period) + _interval - 1) / _interval);
        }
    }

    private bool Pays(int vcpu, int domain) => Placement(vcpu).Domain == domain && ServerOf(vcpu).Slice > 0;
}
