using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor.Credit;

/// <content>What can be changed while it runs: affinities, timeslice, rate limit, migration delay.</content>
/// <remarks>
/// As in Xen, a new timeslice arms nothing anew: slices, ticks and accountings that are under way end as they were
/// armed, and the next ones take the new length; credits are handed out by it from the next accounting.
/// </remarks>
internal partial class CreditScheduler
{
    /// <inheritdoc/>
    public override SchedulerParameters Parameters => new()
    {
        HasTimeslice = Options.IsSettable,
        HasRatelimit = Options.IsSettable,
        Timeslice = Duration.FromNanoseconds(Options.Timeslice),
        Ratelimit = Duration.FromNanoseconds(Options.Ratelimit),
        MigrationDelay = Duration.FromNanoseconds(Options.MigrationDelay),
    };

    /// <inheritdoc/>
    protected override VcpuView View(int vcpu, VirtualTime now) =>
        base.View(vcpu, now) with { Weight = DomainOf(vcpu).Weight, CapPercent = DomainOf(vcpu).Cap };

    /// <inheritdoc/>
    protected override void OnSleep(int vcpu) => Withdraw(vcpu);

    /// <inheritdoc/>
    protected override void OnAffinityChanged(int vcpu, bool hard)
    {
        RememberAffinity(vcpu);
        if (Vcpu(vcpu).Running && PlacesAnewAlways)
        {
            // Xen chooses now, and once more when the context is saved; only the idle bias shows it.
            ChoosePcpu(vcpu);
        }

        base.OnAffinityChanged(vcpu, hard);
    }

    private void SetOption(in Message message)
    {
        switch (message.Kind)
        {
            case MessageKind.SetTimeslice:
                Options.SetTimeslice(message.A);
                break;
            case MessageKind.SetRatelimit:
                Options.SetRatelimit(message.A);
                break;
            case MessageKind.SetMigrationDelay:
                Options.SetMigrationDelay(message.A);
                break;
            default:
                Invariant.Holds(false, $"{Name} understands {message.Kind}");
                break;
        }
    }

    /// <summary>Remembers what affinity means for decisions.</summary>
    protected void RememberAffinity(int vcpu)
    {
        _pinned[vcpu] = _affinity[vcpu].Count == 1;
        _hasSoftAffinity[vcpu] = IsUsefulSoftAffinity(vcpu);
    }

    /// <summary>Xen has soft affinity since 4.5: earlier eras do not see it.</summary>
    private bool IsUsefulSoftAffinity(int vcpu) =>
        Options.Era == CreditEra.Xen423
        && !_softAffinity[vcpu].Includes(_affinity[vcpu])
        && _softAffinity[vcpu].Intersects(_affinity[vcpu]);
}
