using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Pricing;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Tests.Binding;

public sealed class ScenarioBinderTests
{
    [Fact]
    public void A_guest_kernel_is_that_of_linux_unless_it_is_written()
    {
        Assert.Equal(new GuestKernelPlan(), Sample.Plan().Domains[0].Kernel);
        Assert.Equal(
            new GuestKernelPlan
            {
                Scheduler = GuestSchedulerKind.O1,
                Hz = 1_000,
                Timeslice = Duration.FromMilliseconds(50),
            },
            Sample.Plan("tenants[0].domains[0].kernel={ scheduler: o1, hz: 1000, timeslice: 50ms }").Domains[0].Kernel);
    }

    [Fact]
    public void Hogs_run_beside_another_application_of_the_domain()
    {
        IReadOnlyList<ApplicationPlan> applications = Sample.Plan(
            "tenants[1].domains[0].app=null",
            "tenants[1].domains[0].apps=[ { periodic: { period: 1ms, cost: 1us }, vcpu: 0 }, { burn: { tasks: 4 } } ]")
            .Domains[1].Applications;

        Assert.Equal(0, applications[0].Vcpu);
        Assert.Equal(new BurnPlan { Tasks = 4 }, applications[1]);
    }

    [Fact]
    public void Root_is_bound()
    {
        RunPlan plan = Sample.Plan();

        Assert.Equal("Sample", plan.Name);
        Assert.Equal(2009ul, plan.Seed);
        Assert.Equal(Duration.FromSeconds(30), plan.Duration);
        Assert.Equal(Duration.FromSeconds(2), plan.Warmup);
        Assert.Equal(new FabricPlan(), plan.Fabric);
        Assert.Equal([new TenantPlan("gold", "guaranteed"), new TenantPlan("noisy", "best-effort")], plan.Tenants);
    }

    [Fact]
    public void Host_and_driver_domain_are_bound()
    {
        HostPlan host = Assert.Single(Sample.Plan().Hosts);

        Assert.Equal((4, 1_000_000_000L), (host.Cores, host.NicBitsPerSecond));
        Assert.Equal(new SchedulerPlan { Kind = SchedulerKind.Hybrid }, host.Scheduler);
        Assert.Equal(new MachineProfile { Name = "zero" }, host.Machine);
        Assert.NotNull(host.DriverDomain);
        VcpuPlan vcpu = Assert.Single(host.DriverDomain.Vcpus);
        Assert.Equal((Duration.FromMilliseconds(5), Duration.FromMilliseconds(2)), (vcpu.Period, vcpu.Slice));
        Assert.True(host.DriverDomain.Shaping);
        Assert.Equal(CopyMode.Always, host.DriverDomain.Copy);
    }

    [Fact]
    public void Counts_are_expanded_in_order() => Assert.Equal(
        "web hog1 hog2 hog3 bulk1 bulk2",
        string.Join(' ', Sample.Plan("tenants[1].domains[0].count=3").Domains.Select(domain => domain.Name)));

    [Fact]
    public void Share_becomes_a_reservation_of_every_vcpu_on_hybrid()
    {
        DomainPlan web = Sample.Plan().Domains[0];

        Assert.All(web.Vcpus, vcpu => Assert.Equal(
            (Duration.FromMilliseconds(10), Duration.FromMilliseconds(2)), (vcpu.Period, vcpu.Slice)));
        Assert.Equal([false, true], web.Vcpus.Select(vcpu => vcpu.Isolated));
    }

    [Fact]
    public void Slice_is_rounded_up_to_a_whole_nanosecond() => Assert.Equal(
        Duration.FromNanoseconds(3_333),
        Sample.Plan("plans[0].cpu={ share: 33.3233%, within: 10us }").Domains[0].Vcpus[0].Slice);

    [Fact]
    public void Plan_may_give_period_and_slice()
    {
        RunPlan plan = Sample.Plan("plans[0].cpu={ period: 4ms, slice: 1ms, extra: credit }");

        Assert.Equal((250_000, Duration.FromMilliseconds(4)), (plan.Plans[0].CpuSharePpm, plan.Plans[0].CpuWithin));
        Assert.True(plan.Domains[0].Vcpus[0].ExtraCredit);
    }

    [Theory]
    [InlineData("rtds", SchedulerKind.Rtds)]
    [InlineData("sedf", SchedulerKind.Sedf)]
    [InlineData("sedf-dc", SchedulerKind.SedfDc)]
    public void Real_time_schedulers_of_xen_keep_reservations_and_take_more_than_fits(string word, SchedulerKind kind)
    {
        RunPlan plan = Sample.Plan(
            $"hosts[0].scheduler={word}", "plans[0].cpu={ period: 4ms, slice: 4ms, extra: credit }");

        Assert.Equal(kind, plan.Hosts[0].Scheduler.Kind);
        VcpuPlan vcpu = plan.Domains[0].Vcpus[0];
        Assert.Equal((Duration.FromMilliseconds(4), Duration.FromMilliseconds(4)), (vcpu.Period, vcpu.Slice));
        Assert.True(vcpu.ExtraCredit);
    }

    [Fact]
    public void Null_keeps_no_reservation() =>
        Assert.Equal(Duration.Zero, Sample.Plan("hosts[0].scheduler=xen-null").Domains[0].Vcpus[0].Period);

    [Fact]
    public void Upstream_order_of_replenishments_is_for_rtds() => Assert.Equal(
        ReplenishmentOrder.Upstream,
        Sample.Plan("hosts[0].scheduler={ kind: rtds, replenishmentOrder: upstream }")
            .Hosts[0].Scheduler.ReplenishmentOrder);

    [Fact]
    public void Weight_and_cap_of_the_plan_are_those_of_the_vcpus()
    {
        VcpuPlan vcpu = Sample.Plan("plans[1].cpu={ weight: 64, cap: 40% }").Domains[1].Vcpus[0];

        Assert.Equal((64, 40), (vcpu.Weight, vcpu.CapPercent));
    }

    [Fact]
    public void Network_of_the_plan_shapes_its_domains() => Assert.Equal(
        new ShapingPlan
        {
            RateBitsPerSecond = 5_000_000,
            CeilBitsPerSecond = 100_000_000,
            BurstBytes = 10_240,
            Priority = 2,
            QuantumBytes = 3_000,
        },
        Sample.Plan(
            "plans[1].network.burst=10KiB", "plans[1].network.priority=2", "plans[1].network.quantum=3KB")
            .Domains[^1].Shaping);

    [Fact]
    public void Plan_without_network_leaves_transmission_unshaped() =>
        Assert.Null(Sample.Plan("plans[1].network=").Domains[^1].Shaping);

    [Fact]
    public void Prices_and_sla_levels_are_bound()
    {
        RunPlan plan = Sample.Plan();

        Assert.Equal(Money.FromMicros(96_000), plan.Plans[0].BasePerHour);
        Assert.Equal([new SlaLevel(990_000, 100_000), new SlaLevel(950_000, 300_000)], plan.Plans[0].SlaLevels);
        Assert.Equal(Money.FromMicros(20_000), plan.Plans[1].CpuPerHour);
        Assert.Equal(Money.FromMicros(90_000), plan.Plans[1].EgressPerGigabyte);
    }

    [Fact]
    public void Scheduler_may_be_a_mapping_with_switches() => Assert.Equal(
        new SchedulerPlan
        {
            Kind = SchedulerKind.Credit,
            Timeslice = Duration.FromMilliseconds(10),
            Ratelimit = Duration.Zero,
            LoadBalanceRatelimit = Duration.Zero,
            MigrationDelay = Duration.FromMilliseconds(1),
            Boost = false,
            Tickle = false,
            SortByCredit = true,
            ReservationLimitPpm = 800_000,
        },
        Sample.Plan("hosts[0].scheduler={ kind: credit, timeslice: 10ms, ratelimit: off, loadBalanceRatelimit: off,"
            + " migrationDelay: 1ms, boost: false, tickle: false, sort: true, limit: 80% }").Hosts[0].Scheduler);

    [Fact]
    public void Credit2_may_be_a_word_or_have_parameters()
    {
        Assert.Equal(
            new SchedulerPlan { Kind = SchedulerKind.Credit2 },
            Sample.Plan("hosts[0].scheduler=credit2").Hosts[0].Scheduler);
        Assert.Equal(
            new SchedulerPlan
            {
                Kind = SchedulerKind.Credit2,
                Ratelimit = Duration.FromMilliseconds(100),
                Credit2 = new Credit2Plan
                {
                    RunQueue = RunQueueSharing.Core,
                    PcpusPerRunQueueMax = 8,
                    MigrationResistance = Duration.Zero,
                    CapPeriod = Duration.FromMilliseconds(20),
                    LoadWindowShift = 27,
                    BalanceUnder = -1,
                    BalanceOver = -4,
                    SmtPowerSavings = true,
                },
            },
            Sample.Plan("hosts[0].scheduler={ kind: credit2, ratelimit: 100ms, runqueue: core, runqueueMax: 8,"
                + " migrationResistance: 0ns, capPeriod: 20ms, loadWindowShift: 27, balanceUnder: -1, balanceOver: -4,"
                + " smtPowerSavings: true }").Hosts[0].Scheduler);
    }

    [Theory]
    [InlineData("4.23", CreditEra.Xen423)]
    [InlineData("4.0", CreditEra.Xen40)]
    [InlineData("3.4", CreditEra.Xen34)]
    [InlineData("3.3", CreditEra.Xen33)]
    public void Credit_is_taken_from_the_era_that_is_named(string era, CreditEra expected) => Assert.Equal(
        expected, Sample.Plan($"hosts[0].scheduler={{ kind: credit, era: {era} }}").Hosts[0].Scheduler.Era);

    [Theory]
    [InlineData("burn")]
    [InlineData("{ burn: {} }")]
    [InlineData("{ burn: true }")]
    public void Burn_is_a_word_or_a_mapping(string application) => Assert.Equal(
        [new BurnPlan()], Sample.Plan($"tenants[1].domains[0].app={application}").Domains[1].Applications);

    [Fact]
    public void Apps_may_be_several_each_on_its_vcpu()
    {
        RunPlan plan = Sample.Plan(
            "tenants[1].domains[0].vcpus=2",
            "tenants[1].domains[0].app=",
            "tenants[1].domains[0].apps=[ { periodic: { period: 10ms, cost: 1ms, deadline: 8ms }, vcpu: 1 },"
                + " { ping: { target: web, interval: 5ms } }, { sink: stream }, { source: { peer: web } } ]");

        Assert.Equal(
            [
                new PeriodicPlan
                {
                    Vcpu = 1, Period = Duration.FromMilliseconds(10), Cost = Duration.FromMilliseconds(1),
                    Deadline = Duration.FromMilliseconds(8),
                },
                new PingPlan { Target = "web", Interval = Duration.FromMilliseconds(5) },
                new StreamPlan { Sends = false },
                new StreamPlan { Sends = true, Peer = "web" },
            ],
            plan.Domains[1].Applications);
    }

    [Fact]
    public void Domain_without_application_is_idle() =>
        Assert.Empty(Sample.Plan("tenants[1].domains[0].app=").Domains[1].Applications);

    [Fact]
    public void Load_takes_request_size_and_timeout()
    {
        LoadPlan? load = Sample.Plan(
            "tenants[0].domains[0].load={ constant: 100/s, request: 1KiB, timeout: 3s }").Domains[0].Load;

        Assert.Equal(
            new LoadPlan
            {
                Arrivals = ArrivalKind.Constant,
                Gap = Duration.FromMilliseconds(10),
                RequestBytes = 1_024,
                Timeout = Duration.FromSeconds(3),
            },
            load);
    }

    [Fact]
    public void Domain_belongs_to_the_only_host_and_else_to_the_one_it_names()
    {
        Assert.All(Sample.Plan().Domains, domain => Assert.Equal("host", domain.Host));

        RunPlan plan = Sample.Plan("hosts[0].count=3", "tenants[0].domains[0].host=host2");

        Assert.Equal(["host1", "host2", "host3"], plan.Hosts.Select(host => host.Name));
        Assert.Equal("host2", plan.Domains[0].Host);
        Assert.All(plan.Domains.Skip(1), domain => Assert.Equal("", domain.Host));
    }

    [Fact]
    public void Affinity_names_the_pcpus_of_every_vcpu() => Assert.All(
        Sample.Plan("tenants[0].domains[0].affinity=[3, 1]").Domains[0].Vcpus,
        vcpu => Assert.Equal([3, 1], vcpu.Affinity));

    [Fact]
    public void Promise_of_a_counted_domain_holds_for_each()
    {
        RunPlan plan = Sample.Plan("promises=[ noisy.bulk.network.throughput > 1Mbit/s, gold.requests.failed <= 0 ]");

        Assert.Equal(
            [
                new PromisePlan("noisy.bulk1.network.throughput > 1Mbit/s", "noisy", "bulk1", "network.throughput",
                    Comparison.Above, 1_000_000),
                new PromisePlan("noisy.bulk2.network.throughput > 1Mbit/s", "noisy", "bulk2", "network.throughput",
                    Comparison.Above, 1_000_000),
                new PromisePlan("gold.requests.failed <= 0", "gold", "", "requests.failed", Comparison.AtMost, 0),
            ],
            plan.Promises);
    }

    [Fact]
    public void Plan_survives_json()
    {
        byte[] json = RunPlanJson.Write(Sample.Plan());

        Assert.Equal(json, RunPlanJson.Write(RunPlanJson.Read(json)));
    }
}
