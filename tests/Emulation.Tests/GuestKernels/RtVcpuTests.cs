using CsCheck;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.GuestKernels;

/// <summary>
/// Aim: only an EDF-vCPU on an isolated CPU is free of hogs inside and outside its domain. Method: a 1 kHz job in a
/// domain of two vCPUs on two cores, in each of the four cases, beside any number of hogs.
/// </summary>
public sealed class RtVcpuTests
{
    private static readonly Duration End = Duration.FromSeconds(2);

    /// <summary>
    /// What a wake-up of an RT-vCPU takes at most: two decisions, a switch, the refill after a migration, the longest
    /// wake-up, and the longest residual tick.
    /// </summary>
    private static readonly Duration Bound =
        (NetworkPlans.Xeon.SchedulerInvocation * 2) + NetworkPlans.Xeon.ContextSwitch
            + NetworkPlans.Xeon.MigrationRefill + NetworkPlans.Xeon.GuestWakeMax + NetworkPlans.Xeon.GuestTickMax;

    [Fact]
    public void No_hogs_reach_a_job_on_an_rt_vcpu()
    {
        var quiet = Job(reserved: true, isolated: true, inside: 0, outside: 0, seed: 1);
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8], Gen.ULong[1, 1_000]).Sample(
            (inside, outside, seed) =>
            {
                var job = Job(reserved: true, isolated: true, inside, outside, seed);
                var p99 = job.WakeLatency.Percentile(990_000)!.Value - quiet.WakeLatency.Percentile(990_000)!.Value;
                return job.WakeLatency.Max <= Bound
                    && job.ResponseTime.Max <= Bound + Duration.FromMicroseconds(100)
                    && Math.Abs(p99.Nanoseconds) < 5_000;
            },
            iter: 8);
    }

    [Theory]
    [InlineData(GuestSchedulerKind.Fair)]
    [InlineData(GuestSchedulerKind.O1)]
    public void Hogs_inside_reach_it_on_an_edf_vcpu_that_is_shared_and_those_outside_do_not(GuestSchedulerKind kind)
    {
        var outside = Job(reserved: true, isolated: false, inside: 0, outside: 8, seed: 1, kind);
        var inside = Job(reserved: true, isolated: false, inside: 4, outside: 0, seed: 1, kind);

        // What is left is the domain's own: its work queues.
        Assert.InRange(outside.WakeLatency.Percentile(990_000)!.Value.Nanoseconds, 0, 30_000);
        Assert.True(inside.WakeLatency.Max > Bound * 2, inside.WakeLatency.Max.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Hogs_outside_reach_it_on_a_credit_vcpu_however_isolated_it_is(int inside)
    {
        var job = Job(reserved: false, isolated: true, inside, outside: 8, seed: 1);

        // The rate limit alone lets a hog run for a millisecond.
        Assert.True(
            job.WakeLatency.Percentile(500_000)!.Value > Bound * 2, job.WakeLatency.Percentile(500_000).ToString());
    }

    [Fact]
    public void Everything_reaches_it_on_a_credit_vcpu_that_is_shared()
    {
        var job = Job(reserved: false, isolated: false, inside: 4, outside: 8, seed: 1);
        Assert.True(job.MissedAt(VirtualTime.Zero + End) > job.JudgedAt(VirtualTime.Zero + End) / 2);
    }

    private static PeriodicApplication Job(
        bool reserved,
        bool isolated,
        int inside,
        int outside,
        ulong seed,
        GuestSchedulerKind kind = GuestSchedulerKind.Fair)
    {
        VcpuPlan vcpu = reserved
            ? new() { Period = Duration.FromMicroseconds(500), Slice = Duration.FromMicroseconds(250) }
            : new();
        List<ApplicationPlan> applications =
        [
            new PeriodicPlan { Period = Duration.FromMilliseconds(1), Cost = Duration.FromMicroseconds(100) },
        ];
        if (inside > 0)
        {
            applications.Add(new BurnPlan { Tasks = inside });
        }

        List<DomainPlan> domains =
        [
            NetworkPlans.Domain("rt", [.. applications]) with
            {
                Vcpus = [vcpu, vcpu with { Isolated = isolated }],
                Kernel = new GuestKernelPlan { Scheduler = kind },
            },
        ];
        domains.AddRange(Enumerable.Range(0, outside).Select(i => NetworkPlans.Domain($"hog{i}", new BurnPlan())));
        var plan = NetworkPlans.OneHost(NetworkPlans.Xeon, SchedulerKind.Hybrid, 2, [.. domains]);
        plan = plan with
        {
            Seed = seed,
            Duration = End,
            Hosts = [plan.Hosts[0] with { DriverDomain = null, NicBitsPerSecond = 0 }],
        };
        return GuestRun.Job(new WorldRun(plan).AdvanceTo(End).One<GuestDomain>("Domain/rt"));
    }
}
