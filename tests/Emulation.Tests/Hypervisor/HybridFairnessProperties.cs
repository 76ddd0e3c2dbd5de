using CsCheck;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Golden;
using Xenisol.Scenarios.Machines;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>Aim: credit-vCPUs on hybrid get what credit would give them of the time that reservations leave.</summary>
public sealed class HybridFairnessProperties
{
    private const long Millisecond = 1_000_000;

    [Fact]
    public void On_one_core_credit_vcpus_share_by_weight_over_any_second() =>
        Gen.Select(Gen.Int[0, 70], Gen.Int[4, 20], Gen.Int[1, 4].Array[2, 4]).Sample(
            (percent, period, weights) =>
            {
                var host = new HybridHost(1);
                int[] reserved = percent == 0
                    ? []
                    : [
                        host.AddHog(
                            Duration.FromMilliseconds(period), Duration.FromMicroseconds(period * percent * 10)),
                    ];
                var credit = weights.Select(weight => host.AddHog(weight: 256 * weight)).ToArray();
                CheckWindows(host, reserved, credit, weights);
            },
            iter: 300);

    [Fact]
    public void Weights_count_beside_several_reservations_that_block() =>
        Gen.Select(
            Gen.Select(Gen.Int[2, 40], Gen.Int[5, 25], Gen.Int[0, 2], Gen.ULong).Array[1, 3],
            Gen.Int[1, 4].Array[2, 4]).Sample(
            (reservations, weights) =>
            {
                var host = new HybridHost(1);
                var reserved = reservations.Select(reservation => Reserve(host, reservation)).ToArray();
                var credit = weights.Select(weight => host.AddHog(weight: 256 * weight)).ToArray();
                CheckWindows(host, reserved, credit, weights);
            },
            iter: 300);

    [Theory]
    [InlineData(4, 5)]
    [InlineData(30, 10)]
    [InlineData(50, 2)]
    public void Weights_count_where_reservations_and_ticks_fall_together(int percent, int period)
    {
        // Ticks come every 10 ms, and periods begin with each of them.
        var host = new HybridHost(1);
        var reserved = host.AddHog(
            Duration.FromMilliseconds(period), Duration.FromMicroseconds(period * percent * 10));
        var credit = new[] { host.AddHog(weight: 256), host.AddHog(weight: 512) };
        CheckWindows(host, [reserved], credit, [1, 2]);
    }

    [Fact]
    public void On_several_cores_hogs_are_as_near_to_their_share_as_under_xen()
    {
        var scenario = GoldenFile.Read(Path.Combine(
            AppContext.BaseDirectory, "Hypervisor", "golden", "xen", "credit-09-seven-on-four.json"));
        var end = scenario.Plan.Duration.Nanoseconds;
        var fair = end * scenario.Plan.Hosts[0].Cores / scenario.Plan.Domains.Count;
        var xen = scenario.Results
            .SelectMany(result => result.Vcpus)
            .Max(vcpu => Math.Abs(vcpu.Runtime.Nanoseconds - fair));
        var host = new HybridHost(scenario.Plan.Hosts[0].Cores);
        var hogs = scenario.Plan.Domains.Select(_ => host.AddHog()).ToList();
        var hybrid = hogs.Max(hog =>
            Math.Abs(host.RuntimeAt(hog, VirtualTime.FromNanoseconds(end)) - fair));

        Assert.InRange(hybrid, 0, xen);
    }

    [Fact]
    public void Throughput_of_credit_load_is_that_of_credit_4_0_within_one_percent() =>
        Gen.Select(
            Gen.Int[1, 4],
            Gen.Select(Gen.Bool, Gen.Long[200, 6_000], Gen.Long[200, 6_000], Gen.ULong).Array[2, 10]).Sample(
            (cores, load) =>
            {
                var hybrid = Busy(Host(cores, load, new SchedulerPlan { Kind = SchedulerKind.Hybrid }));
                var credit = Busy(Host(
                    cores, load, new SchedulerPlan { Kind = SchedulerKind.Credit, Era = CreditEra.Xen40 }));
                Assert.True(hybrid >= credit * 99 / 100, $"hybrid {hybrid} ns, credit 4.0 {credit} ns");
            },
            iter: 40);

    private static void CheckWindows(HybridHost host, int[] reserved, int[] credit, int[] weights)
    {
        const int Step = 10;
        const int Window = 1_000;
        const long Bound = 3 * 30 * Millisecond;
        int[] all = [.. reserved, .. credit];
        var runtimes = Enumerable.Range(0, (5_000 / Step) + 1)
            .Select(step => all.ToDictionary(
                vcpu => vcpu, vcpu => host.RuntimeAt(vcpu, VirtualTime.FromNanoseconds(step * Step * Millisecond))))
            .ToList();

        // At first credit has not yet handed out what the weights say.
        for (var from = 2_000 / Step; from + (Window / Step) < runtimes.Count; from++)
        {
            var to = from + (Window / Step);
            var left = credit.Sum(vcpu => runtimes[to][vcpu] - runtimes[from][vcpu]);
            for (var i = 0; i < credit.Length; i++)
            {
                var got = runtimes[to][credit[i]] - runtimes[from][credit[i]];
                var fair = left * weights[i] / weights.Sum();
                Assert.True(
                    Math.Abs(got - fair) <= Bound,
                    $"vCPU {credit[i]} got {got} of {fair} ns in the second from {from * Step} ms");
            }
        }
    }

    /// <summary>A reservation whose vCPU never blocks, blocks at random, or has a job a period.</summary>
    private static int Reserve(HybridHost host, (int Percent, int Period, int Kind, ulong Seed) reservation)
    {
        var period = Duration.FromMilliseconds(reservation.Period);
        var slice = Duration.FromMicroseconds(reservation.Period * reservation.Percent * 10 * 3 / 4);
        var load = new WorkloadPlan
        {
            Kind = reservation.Kind == 1 ? WorkloadKind.ClosedUniform : WorkloadKind.Periodic,
            Start = VirtualTime.Zero,
            Cost = slice,
            MaxCost = slice * 2,
            Gap = reservation.Kind == 1 ? slice : period,
            MaxGap = period * 2,
            Deadline = period,
            Seed = reservation.Seed,
            Vcpu = 0,
        };
        return reservation.Kind == 0 ? host.AddHog(period, slice) : host.Add(load, period, slice);
    }

    private static HybridHost Host(
        int cores, (bool Hog, long Cost, long Gap, ulong Seed)[] load, SchedulerPlan scheduler)
    {
        var host = new HybridHost(cores) { Machine = MachineProfiles.Get("xeon-2008"), Policy = scheduler };
        foreach (var (hog, cost, gap, seed) in load)
        {
            host.Add(new WorkloadPlan
            {
                Kind = hog ? WorkloadKind.Hog : WorkloadKind.ClosedUniform,
                Start = VirtualTime.Zero,
                Cost = Duration.FromMicroseconds(cost),
                MaxCost = Duration.FromMicroseconds(cost * 2),
                Gap = Duration.FromMicroseconds(gap),
                MaxGap = Duration.FromMicroseconds(gap * 2),
                Seed = seed,
                Vcpu = 0,
            });
        }

        return host;
    }

    /// <summary>Long enough that it does not count who happens to sleep at the end.</summary>
    private static long Busy(HybridHost host) =>
        host.BusyAt(VirtualTime.FromNanoseconds(10_000 * Millisecond)).Nanoseconds;
}
