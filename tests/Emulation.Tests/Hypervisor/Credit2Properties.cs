using CsCheck;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Hypervisor.Credit2;
using Xenisol.Emulation.Tests.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>What credit2 promises, on random hosts.</summary>
public sealed class Credit2Properties
{
    private const long Millisecond = 1_000_000;

    /// <summary>Anything: sockets, threads, weights, caps, affinities, several vCPUs, coincident instants.</summary>
    private static readonly Gen<Credit2Host> AnyHost =
        Gen.Select(
            Gen.Select(Gen.Int[1, 6], Gen.Int[1, 2], Gen.Int[0, 2], Gen.Enum<RunQueueSharing>(), Gen.Bool),
            Gen.Select(
                Gen.Select(Gen.Enum<WorkloadKind>(), Gen.Int[1, 40], Gen.Int[1, 40], Gen.ULong),
                Gen.Int[1, 4],
                Gen.Int[0, 120],
                Gen.Int[1, 3],
                Gen.Int[0, 63],
                Gen.Int[0, 63]).Array[1, 10])
        .Select((shape, domains) =>
        {
            var (cores, threads, sockets, sharing, limited) = shape;
            var host = new Credit2Host(cores)
            {
                ThreadsPerCore = threads,
                CoresPerSocket = sockets,
                Ratelimit = limited ? Duration.FromMilliseconds(1) : Duration.Zero,
                Parameters = new Credit2Plan { RunQueue = sharing },
            };
            foreach (var (work, weight, cap, vcpus, pins, soft) in domains)
            {
                var (kind, cost, gap, seed) = work;
                host.Add(
                    Workload(kind, cost, gap, seed),
                    weight * 256,
                    cap > 60 ? Math.Min(cap, 100 * vcpus) : 0,
                    vcpus,
                    vcpu => Members(pins >> vcpu, cores),
                    Members(soft, cores));
            }

            return host;
        });

    [Fact]
    public void Hogs_share_one_pcpu_by_weight() =>
        Gen.Int[1, 6].Array[2, 6].Sample(
            weights =>
            {
                var host = new Credit2Host(1);
                var hogs = weights.Select(weight => host.Add(Credit2Host.Hog, weight * 256)).ToList();
                CheckShares(host, hogs, weights, 5_000 * Millisecond, bound: 20 * Millisecond);
            },
            iter: 40);

    [Fact]
    public void Hogs_share_the_pcpus_of_a_run_queue_by_weight() =>
        Gen.Select(Gen.Int[2, 4], Gen.Int[1, 2].Array[8, 12]).Sample(
            (cores, weights) =>
            {
                // With eight hogs of weight 1 or 2 on up to four pCPUs, nobody's share is more than one pCPU.
                var host = new Credit2Host(cores);
                var hogs = weights.Select(weight => host.Add(Credit2Host.Hog, weight * 256)).ToList();
                CheckShares(host, hogs, weights, 3_000 * Millisecond * cores, bound: 90 * Millisecond);
            },
            iter: 20);

    [Fact]
    public void Credit_is_what_resets_gave_less_what_was_run() =>
        Gen.Select(Gen.Int[1, 4].Array[2, 6], Gen.Int[1, 2_000].Array[1, 8]).Sample(
            (weights, instants) =>
            {
                var host = new Credit2Host(1);
                var hogs = weights.Select(weight => host.Add(Credit2Host.Hog, weight * 256)).ToList();
                foreach (var at in instants.Order())
                {
                    host.Timeline.Advance(Credit2Host.At(at));
                    foreach (var hog in hogs.Where(host.Scheduler.IsWaiting))
                    {
                        var burnt = host.RuntimeAt(hog, Credit2Host.At(at)) * weights.Max() / weights[hog];
                        var given = 10 * Millisecond * (1 + host.Scheduler.Queue(0).Resets);

                        // Hogs never have any left at a reset, so nothing is clipped; each unit counts.
                        Assert.Equal(given - burnt, host.Scheduler.CreditOf(hog).Credit);
                    }
                }
            },
            iter: 60);

    [Fact]
    public void A_capped_domain_gets_its_cap_and_no_more() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[1, 400], Gen.Bool).Sample(
            (cores, vcpus, cap, crowded) =>
            {
                cap = Math.Min(cap, 100 * Math.Min(vcpus, cores));
                var host = new Credit2Host(cores);
                var capped = host.Add(Credit2Host.Hog, weight: crowded ? 25_600 : 256, cap, vcpus);
                for (var i = 0; crowded && i < cores; i++)
                {
                    host.Add(Credit2Host.Hog);
                }

                var got = host.DomainRuntimeBetween(capped, Credit2Host.At(1_000), Credit2Host.At(4_000));

                // A run that began before an instant may go on after it: one shortest slice of each vCPU. And where
                // vCPUs take turns, one may hold what another could use when a period ends, and it is lost.
                var fair = 3_000 * Millisecond * cap / 100;
                var bound = (10 * Millisecond * cap / 100) + (2 * vcpus * Millisecond);
                var lost = vcpus > cores ? fair / 20 : 0;
                Assert.True(got <= fair + bound, $"{got} ns of {fair}");
                Assert.True(crowded || got >= fair - bound - lost, $"{got} ns of {fair}");
            },
            iter: 80);

    [Fact]
    public void No_pcpu_idles_while_a_vcpu_waits_that_may_run_there() =>
        Gen.Select(AnyHost, Gen.Int[1, 4_000].Array[20]).Sample(
            (host, instants) =>
            {
                foreach (var at in instants.Order())
                {
                    host.Timeline.Advance(VirtualTime.Zero + Duration.FromMicroseconds(at * 50));
                    CheckQueues(host);
                }
            },
            iter: 150);

    [Fact]
    public void A_vcpu_whose_pcpu_took_another_is_offered_to_an_idle_one()
    {
        // Whenever the budget is replenished, all three vCPUs wake in one instant; pCPU 1 is asked for one of them that
        // may run anywhere, and takes one that may run nowhere else.
        var host = new Credit2Host(3);
        host.Add(Credit2Host.Hog, 256, cap: 60, vcpus: 3, vcpu => vcpu == 0 ? [] : [1, vcpu], []);
        host.Add(Credit2Host.Periodic(700, 90));
        for (var at = 10; at < 2_000; at += 10)
        {
            host.Timeline.Advance(Credit2Host.At(at) + Duration.FromNanoseconds(1));
            CheckQueues(host);
        }
    }

    [Fact]
    public void Every_vcpu_that_has_work_gets_on() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 65_535].Array[2, 9], Gen.Enum<RunQueueSharing>()).Sample(
            (cores, weights, sharing) =>
            {
                var host = new Credit2Host(cores)
                {
                    CoresPerSocket = 2,
                    Parameters = new Credit2Plan { RunQueue = sharing },
                };
                foreach (var weight in weights)
                {
                    host.Add(Credit2Host.Hog, weight);
                }

                Assert.All(Enumerable.Range(0, weights.Length), hog => Assert.True(
                    host.RuntimeAt(hog, Credit2Host.At(2_000)) > Millisecond));
            },
            iter: 40);

    [Fact]
    public void A_run_that_is_saved_and_loaded_at_any_boundary_ends_with_the_same_digest() =>
        Gen.Select(AnyHost, Gen.Int[1, 199].Array[1, 3]).Sample(
            (host, boundaries) =>
            {
                var whole = new World(host.Plan).CreateTimeline(0);
                whole.Advance(Credit2Host.At(200));
                var stopped = new World(host.Plan).CreateTimeline(0);
                foreach (var boundary in boundaries.Order())
                {
                    stopped.Advance(Credit2Host.At(boundary));
                    stopped = Restart.In(stopped, new World(host.Plan).CreateTimeline(0));
                }

                stopped.Advance(Credit2Host.At(200));
                Assert.Equal(RunDigest.Of(whole), RunDigest.Of(stopped));
            },
            iter: 40);

    private static void CheckShares(Credit2Host host, List<int> hogs, int[] weights, long total, long bound)
    {
        var cores = host.Scheduler.PcpuCount;
        var end = VirtualTime.FromNanoseconds(total / cores);
        var runtimes = hogs.Select(hog => host.RuntimeAt(hog, end)).ToList();
        Assert.Equal(total, runtimes.Sum());
        for (var i = 0; i < hogs.Count; i++)
        {
            var fair = total * weights[i] / weights.Sum();
            Assert.True(Math.Abs(runtimes[i] - fair) <= bound, $"vCPU {i}: {runtimes[i]} of {fair} ns");
        }
    }

    private static void CheckQueues(Credit2Host host)
    {
        var scheduler = host.Scheduler;
        var loads = new int[scheduler.Map.Count];
        var weights = Enumerable.Repeat(1, scheduler.Map.Count).ToArray();
        for (var vcpu = 0; vcpu < scheduler.VcpuCount; vcpu++)
        {
            ref readonly var credit = ref scheduler.CreditOf(vcpu);
            var state = scheduler.Vcpus[vcpu];
            var waits = scheduler.IsWaiting(vcpu);
            weights[credit.Queue] = Math.Max(weights[credit.Queue], scheduler.DomainOf(vcpu).Weight);
            loads[credit.Queue] += waits || state.Running ? 1 : 0;
            Assert.True(credit.Credit >= Credit2Options.LeastCredit);
            Assert.Equal(state.Runnable, waits || (state.Running && state.Runnable));
            Assert.Equal(credit.Queue, scheduler.Map.QueueOf(state.Pcpu));
            var affinity = PcpuSet.Of(scheduler.PcpuCount, scheduler.Placement(vcpu).Affinity);
            for (var pcpu = 0; waits && pcpu < scheduler.PcpuCount; pcpu++)
            {
                Assert.False(
                    scheduler.Pcpus[pcpu].Current == HostScheduler.None
                        && affinity.Contains(pcpu)
                        && scheduler.Map.QueueOf(pcpu) == credit.Queue,
                    $"pCPU {pcpu} idles while vCPU {vcpu} waits");
            }
        }

        Assert.Equal(weights, Enumerable.Range(0, loads.Length).Select(queue => scheduler.Queue(queue).MaxWeight));
        Assert.Equal(loads, Enumerable.Range(0, loads.Length).Select(queue => scheduler.Queue(queue).Load));
    }

    private static WorkloadPlan Workload(WorkloadKind kind, int cost, int gap, ulong seed) => new()
    {
        // A chained workload needs somebody who triggers it, a listed one a list.
        Kind = kind is WorkloadKind.Chained or WorkloadKind.Listed ? WorkloadKind.Hog : kind,
        Start = VirtualTime.Zero + Duration.FromMicroseconds(gap * 500),
        Cost = Duration.FromMicroseconds(cost * 100),
        MaxCost = Duration.FromMicroseconds(cost * 200),
        Gap = Duration.FromMicroseconds(gap * 500),
        MaxGap = Duration.FromMicroseconds(gap * 1_000),
        Seed = seed,
        Vcpu = 0,
    };

    private static int[] Members(int bits, int cores) =>
        [.. Enumerable.Range(0, cores).Where(pcpu => ((bits >> pcpu) & 1) != 0)];
}
