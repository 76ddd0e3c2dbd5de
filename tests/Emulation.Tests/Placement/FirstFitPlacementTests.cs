using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Placement;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Placement;

public sealed class FirstFitPlacementTests
{
    [Fact]
    public void Domains_fill_the_first_host_before_the_second()
    {
        // Limit 90 %: one core takes 4 × 20 %, so two cores take 8 and the ninth goes on.
        var plan = Plan(
            [Host("a", 2), Host("b", 2)], [.. Enumerable.Range(0, 9).Select(i => Domain($"d{i}", 20, 100))]);

        var outcome = FirstFitPlacement.Place(plan);

        Assert.True(outcome.IsComplete, outcome.Refusal);
        Assert.Equal(Enumerable.Repeat("a", 8).Append("b"), outcome.Plan.Domains.Select(domain => domain.Host));
    }

    [Fact]
    public void A_core_may_be_reserved_to_exactly_its_limit()
    {
        // 3 × 3/10 = 90 % exactly, and thirds of 90 % do not round up either.
        Assert.True(Place(limitPpm: 900_000, (3, 10), (3, 10), (3, 10)).IsComplete);
        Assert.True(Place(limitPpm: 1_000_000, (1, 3), (1, 3), (1, 3)).IsComplete);
        Assert.False(Place(limitPpm: 1_000_000, (1, 3), (1, 3), (333_333_334, 1_000_000_000)).IsComplete);
    }

    [Fact]
    public void Reservations_are_not_split_over_cores()
    {
        // 1.8 cores are free in sum, but no core has room for 60 % twice.
        var plan = Plan([Host("a", 2)], [Domain("x", 60, 100), Domain("y", 60, 100), Domain("z", 60, 100)]);

        var outcome = FirstFitPlacement.Place(plan);

        Assert.Equal(
            "Domain z reserves 60.00 % of a core for its vCPUs, and no host has that left: a (30.00 %, 30.00 % of its "
            + "cores). Add a host, or reserve less.",
            outcome.Refusal);
    }

    [Fact]
    public void A_domain_that_does_not_fit_leaves_nothing_reserved_behind()
    {
        // The first vCPU of x fits on host a, the second does not; y finds that room again.
        var x = Domain("x", 50, 100) with { Vcpus = [Vcpu(50, 100), Vcpu(50, 100)] };

        var outcome = FirstFitPlacement.Place(Plan([Host("a", 1), Host("b", 2)], [x, Domain("y", 50, 100)]));

        Assert.Equal(["b", "a"], outcome.Plan.Domains.Select(domain => domain.Host));
    }

    [Fact]
    public void Driver_domains_and_placed_domains_are_admitted_first()
    {
        var driver = new DriverDomainPlan { Vcpus = [Vcpu(40, 100)] };
        var plan = Plan(
            [Host("a", 1) with { DriverDomain = driver }, Host("b", 1)],
            [Domain("late", 40, 100), Domain("fixed", 40, 100) with { Host = "a" }]);

        var outcome = FirstFitPlacement.Place(plan);

        Assert.Equal(["b", "a"], outcome.Plan.Domains.Select(domain => domain.Host));
    }

    [Fact]
    public void Affinity_restricts_the_cores_that_count()
    {
        var pinned = Domain("p", 60, 100) with { Vcpus = [Vcpu(60, 100) with { Affinity = [0] }] };

        Assert.False(FirstFitPlacement.Place(Plan([Host("a", 2)], [pinned, pinned with { Name = "q" }])).IsComplete);
    }

    [Fact]
    public void Schedulers_without_reservations_take_every_domain()
    {
        var host = Host("a", 1) with { Scheduler = new SchedulerPlan { Kind = SchedulerKind.Credit } };

        Assert.True(FirstFitPlacement.Place(Plan([host], [Domain("x", 80, 100), Domain("y", 80, 100)])).IsComplete);
    }

    [Fact]
    public void A_domain_on_an_unknown_host_and_a_plan_without_hosts_are_refused()
    {
        var lost = FirstFitPlacement.Place(Plan([Host("a", 1)], [Domain("x", 1, 100) with { Host = "nowhere" }]));
        var empty = FirstFitPlacement.Place(Plan([], [Domain("x", 1, 100)]));

        Assert.Contains("names host nowhere", lost.Refusal, StringComparison.Ordinal);
        Assert.Contains("has no hosts", empty.Refusal, StringComparison.Ordinal);
    }

    private static PlacementOutcome Place(int limitPpm, params (long Slice, long Period)[] reservations)
    {
        var host = Host("a", 1) with
        {
            Scheduler = new SchedulerPlan { Kind = SchedulerKind.Hybrid, ReservationLimitPpm = limitPpm },
        };
        return FirstFitPlacement.Place(
            Plan([host], [.. reservations.Select((r, i) => Domain($"d{i}", r.Slice, r.Period))]));
    }

    private static RunPlan Plan(IReadOnlyList<HostPlan> hosts, IReadOnlyList<DomainPlan> domains) => new()
    {
        Name = "placement",
        Seed = 1,
        Duration = Duration.FromSeconds(1),
        Warmup = Duration.Zero,
        Hosts = hosts,
        Domains = domains,
    };

    private static HostPlan Host(string name, int cores) => new()
    {
        Name = name,
        Cores = cores,
        Machine = new MachineProfile { Name = "zero" },
        Scheduler = new SchedulerPlan { Kind = SchedulerKind.Hybrid },
    };

    private static DomainPlan Domain(string name, long slice, long period) => new()
    {
        Tenant = "tenant",
        Name = name,
        Vcpus = [Vcpu(slice, period)],
        Applications = [],
    };

    private static VcpuPlan Vcpu(long slice, long period) => new()
    {
        Slice = Duration.FromNanoseconds(slice),
        Period = Duration.FromNanoseconds(period),
    };
}
