using CsCheck;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>Affinity is changed under running vCPUs, with every policy that honours it.</summary>
public sealed class AffinityChangeTests
{
    private const int Cores = 4;

    /// <summary>Every policy and era.</summary>
    public static TheoryData<SchedulerKind, CreditEra> Policies => new()
    {
        { SchedulerKind.Credit, CreditEra.Xen423 },
        { SchedulerKind.Credit, CreditEra.Xen40 },
        { SchedulerKind.Credit, CreditEra.Xen34 },
        { SchedulerKind.Credit, CreditEra.Xen33 },
        { SchedulerKind.Credit2, CreditEra.Xen423 },
        { SchedulerKind.Hybrid, CreditEra.Xen423 },
        { SchedulerKind.Rtds, CreditEra.Xen423 },
        { SchedulerKind.Sedf, CreditEra.Xen423 },
        { SchedulerKind.Edf, CreditEra.Xen423 },
        { SchedulerKind.GlobalEdf, CreditEra.Xen423 },
        { SchedulerKind.Null, CreditEra.Xen423 },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_running_vcpu_leaves_a_pcpu_that_its_new_affinity_excludes_at_once(SchedulerKind kind, CreditEra era)
    {
        for (var target = 0; target < Cores; target++)
        {
            var host = new RunningHost(Policy(kind, era), Cores, (RunningHost.Hog, new VcpuPlan()));
            host.Advance(12_345);
            host.Pin(12_345, 0, target);
            host.Advance(12_346);

            Assert.Equal(target, host.Scheduler.Vcpu(0).LastPcpu);
            Assert.True(host.Scheduler.Vcpu(0).Running);
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_blocked_vcpu_wakes_where_it_may_run(SchedulerKind kind, CreditEra era)
    {
        var periodic = new WorkloadPlan
        {
            Kind = WorkloadKind.Periodic,
            Start = VirtualTime.Zero,
            Vcpu = 0,
            Cost = Duration.FromMilliseconds(1),
            Gap = Duration.FromMilliseconds(10),
        };
        var host = new RunningHost(Policy(kind, era), Cores, (periodic, new VcpuPlan()));
        host.Pin(25_000, 0, 3);
        host.Advance(25_001);
        var before = host.Scheduler.Vcpu(0).Dispatches;
        host.Advance(60_000);

        Assert.Equal(3, host.Scheduler.Vcpu(0).LastPcpu);
        Assert.True(host.Scheduler.Vcpu(0).Dispatches > before);
    }

    /// <summary>Random hogs and changes: nobody runs where it may not, time is conserved, and the digest does not
    /// depend on saving and loading in between.</summary>
    [Theory]
    [MemberData(nameof(Policies))]
    public void Random_changes_keep_every_vcpu_within_its_affinity(SchedulerKind kind, CreditEra era)
    {
        var change = Gen.Select(Gen.Int[0, 4], Gen.Int[1, 15], Gen.Int[0, 20_000]);
        change.Array[1, 12].Sample(
            changes =>
            {
                var whole = Run(kind, era, changes, reload: false);
                var reloaded = Run(kind, era, changes, reload: true);
                Assert.Equal(whole.Digest, reloaded.Digest);
            },
            iter: 30);
    }

    private static RunningHost Run(
        SchedulerKind kind, CreditEra era, (int Vcpu, int Pcpus, int Gap)[] changes, bool reload)
    {
        var reserved = kind is SchedulerKind.Credit or SchedulerKind.Credit2 ? 0 : 2;
        var domains = Enumerable.Range(0, 5).Select(index => (RunningHost.Hog, new VcpuPlan
        {
            Period = Duration.FromMilliseconds(index < reserved ? 10 + index : 0),
            Slice = Duration.FromMilliseconds(index < reserved ? 2 : 0),
            ExtraCredit = true,
        })).ToArray();
        var host = new RunningHost(Policy(kind, era), Cores, domains);
        long now = 1_000;
        foreach (var (vcpu, pcpus, gap) in changes)
        {
            host.Advance(now);
            if (reload)
            {
                host.Reload();
            }

            host.Command(now, MessageKind.SetHardAffinity, vcpu, 0, pcpus);
            host.Advance(now + 1);
            AssertPlaces(host);
            now += gap + 1;
            host.Advance(now);
            AssertPlaces(host);
        }

        host.Advance(now + 100_000);
        AssertPlaces(host);
        var end = RunningHost.At(now + 100_000);
        var given = Enumerable.Range(0, domains.Length).Sum(vcpu => host.Scheduler.RuntimeOf(vcpu, end.Nanoseconds));
        var run = host.Timeline.Processes.OfType<Xenisol.Emulation.Hypervisor.PhysicalCore>()
            .Sum(core => core.AccountsAt(end).Run);
        Assert.Equal(run, given);
        return host;
    }

    private static void AssertPlaces(RunningHost host)
    {
        var views = host.Scheduler.VcpusAt(RunningHost.At(0));
        for (var pcpu = 0; pcpu < Cores; pcpu++)
        {
            var current = host.Scheduler.Pcpus[pcpu].Current;
            Assert.True(current < 0 || views[current].HardAffinity.Contains(pcpu));

            // Hogs always want a core: none stands idle while one waits that may run there.
            Assert.True(
                current >= 0 || host.Scheduler.Policy is not ("rtds" or "global-edf")
                || !views.Any(view => !view.Running && view.HardAffinity.Contains(pcpu)));
        }
    }

    private static SchedulerPlan Policy(SchedulerKind kind, CreditEra era) => new() { Kind = kind, Era = era };
}
