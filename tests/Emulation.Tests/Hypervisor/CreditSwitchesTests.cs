using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>Ongaro's switches on one core with two hogs and a vCPU that wakes every 47 ms.</summary>
public sealed class CreditSwitchesTests : IWatcher
{
    private const int Waker = 2;
    private readonly List<long> _waits = [];

    bool IWatcher.WantsMessages => false;

    void IWatcher.Handled(in Envelope envelope)
    {
    }

    void IWatcher.Observed(VirtualTime at, int source, in Message observation)
    {
        if (observation is { Kind: MessageKind.ObservedWakeLatency, Port: Waker })
        {
            _waits.Add(observation.A);
        }
    }

    [Fact]
    public void With_boost_and_tickle_a_waking_vcpu_waits_for_the_rate_limit_at_most()
    {
        Run(new SchedulerPlan { Kind = SchedulerKind.Credit });

        // The very first wake is a migration to the first core and earns no boost.
        Assert.True(_waits.Skip(1).Max() <= 1_000_000);
    }

    [Fact]
    public void Without_boost_a_waking_vcpu_waits_for_the_timeslices_of_others()
    {
        Run(new SchedulerPlan { Kind = SchedulerKind.Credit, Boost = false });

        Assert.True(_waits.Max() > 20_000_000);
    }

    [Fact]
    public void Without_tickle_a_boosted_vcpu_waits_for_the_end_of_the_timeslice()
    {
        Run(new SchedulerPlan { Kind = SchedulerKind.Credit, Tickle = false });

        Assert.InRange(_waits.Skip(1).Max(), 10_000_000, 30_000_000);
    }

    [Fact]
    public void Sorting_by_credit_lets_the_vcpu_that_ran_least_go_first()
    {
        Run(new SchedulerPlan { Kind = SchedulerKind.Credit, Boost = false });
        var plain = _waits.Sum();
        _waits.Clear();
        Run(new SchedulerPlan { Kind = SchedulerKind.Credit, Boost = false, SortByCredit = true });

        Assert.True(_waits.Sum() < plain);
    }

    /// <summary>The waker has more credit than the hog that runs, but no higher priority.</summary>
    [Theory]
    [InlineData(CreditEra.Xen33)]
    [InlineData(CreditEra.Xen423)]
    public void Tickle_asks_for_a_vcpu_that_sorting_places_before_the_running_one(CreditEra era)
    {
        var plan = new SchedulerPlan
        {
            Kind = SchedulerKind.Credit,
            Era = era,
            Boost = false,
            Tickle = false,
            SortByCredit = true,
        };
        Run(plan);
        var sorted = _waits.Average();
        _waits.Clear();
        Run(plan with { Tickle = true });

        Assert.True(_waits.Average() < 0.75 * sorted, $"{_waits.Average()} ns, {sorted} ns");
    }

    private void Run(SchedulerPlan scheduler)
    {
        var hog = new WorkloadPlan { Kind = WorkloadKind.Hog, Start = VirtualTime.Zero, Vcpu = 0 };
        var waker = new WorkloadPlan
        {
            Kind = WorkloadKind.Periodic,
            Start = VirtualTime.FromNanoseconds(1_700_000),
            Gap = Duration.FromMilliseconds(47),
            Cost = Duration.FromMicroseconds(600),
            Vcpu = 0,
        };
        var plan = new RunPlan
        {
            Name = "switches",
            Seed = 1,
            Duration = Duration.FromSeconds(10),
            Warmup = Duration.Zero,
            Hosts =
            [
                new HostPlan
                {
                    Name = "host",
                    Cores = 1,
                    Machine = new MachineProfile { Name = "zero" },
                    Scheduler = scheduler,
                },
            ],
            Domains =
            [
                .. new[] { hog, hog, waker }.Select((workload, i) => new DomainPlan
                {
                    Tenant = "t",
                    Name = $"d{i}",
                    Host = "host",
                    Vcpus = [new VcpuPlan()],
                    Applications = [workload],
                }),
            ],
        };
        var timeline = new World(plan).CreateTimeline(0);
        timeline.Watcher = this;
        timeline.Advance(VirtualTime.FromNanoseconds(10_000_000_000));
    }
}
