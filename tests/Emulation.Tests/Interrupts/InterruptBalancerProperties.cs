using CsCheck;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Interrupts;

namespace Xenisol.Emulation.Tests.Interrupts;

public sealed class InterruptBalancerProperties
{
    private const int Vcpus = 5;

    // Loads of promises, of none, and of equal ones; every fourth is bound by hand.
    private static readonly Gen<InterruptSource[]> Sources = Gen.Select(
            Gen.OneOf(Gen.Long[0, 1_000_000_000], Gen.Const(0L), Gen.Const(300_000_000L)),
            Gen.Int[-3 * Vcpus, Vcpus - 1])
        .Select((load, vcpu) => new InterruptSource(load, Math.Max(vcpu, -1)))
        .Array[1, 24];

    private static readonly Gen<(InterruptSource[] Sources, int Vcpus)> Hosts =
        Gen.Select(Sources, Gen.Int[Vcpus, 9]);

    [Fact]
    public void Every_source_is_bound_once_to_a_vcpu_that_is_there_and_by_hand_where_it_was() =>
        Gen.Select(Hosts, Gen.Enum<InterruptBalancerKind>()).Sample((host, kind) =>
        {
            var bound = Bind(kind, host.Sources, host.Vcpus);
            return bound.Length == host.Sources.Length
                && bound.All(vcpu => vcpu >= 0 && vcpu < host.Vcpus)
                && bound.Zip(host.Sources).All(one => one.Second.Vcpu < 0 || one.First == one.Second.Vcpu);
        });

    [Fact]
    public void The_same_sources_are_bound_alike() =>
        Gen.Select(Hosts, Gen.Enum<InterruptBalancerKind>()).Sample((host, kind) =>
            Bind(kind, host.Sources, host.Vcpus).SequenceEqual(Bind(kind, [.. host.Sources], host.Vcpus)));

    [Fact]
    public void Bandwidth_aware_never_promises_more_on_one_vcpu_than_round_robin_or_fixed() =>
        Hosts.Sample(host =>
        {
            var aware = Greatest(InterruptBalancerKind.BandwidthAware, host.Sources, host.Vcpus);
            return aware <= Greatest(InterruptBalancerKind.RoundRobin, host.Sources, host.Vcpus)
                && aware <= Greatest(InterruptBalancerKind.Fixed, host.Sources, host.Vcpus);
        });

    /// <summary>Graham's bound for what is greedy, against the least that any binding can reach.</summary>
    [Fact]
    public void Bandwidth_aware_is_within_a_third_of_the_best() =>
        Gen.Select(Gen.Long[1, 1_000].Array[1, 8], Gen.Int[1, 3]).Sample(
            (loads, vcpus) =>
            {
                InterruptSource[] sources = [.. loads.Select(load => new InterruptSource(load, -1))];
                var aware = Greatest(InterruptBalancerKind.BandwidthAware, sources, vcpus);
                return 3 * aware <= 4 * Best(loads, vcpus);
            },
            iter: 200);

    [Fact]
    public void Round_robin_deals_in_turn_and_leaves_out_what_is_bound_by_hand() => Assert.Equal(
        [0, 1, 2, 2, 0],
        Bind(InterruptBalancerKind.RoundRobin, [new(9, -1), new(9, -1), new(0, 2), new(0, -1), new(9, -1)], 3));

    [Fact]
    public void Bandwidth_aware_spreads_what_has_no_promise() => Assert.Equal(
        [1, 2, 2, 2],
        Bind(InterruptBalancerKind.BandwidthAware, Enumerable.Repeat(new InterruptSource(0, -1), 7), 4)
            .GroupBy(vcpu => vcpu).Select(one => one.Count()).Order());

    [Fact]
    public void Bandwidth_aware_puts_what_has_no_promise_first_where_the_least_is_promised() => Assert.Equal(
        [0, 1, 2, 2, 1],
        Bind(InterruptBalancerKind.BandwidthAware, [new(9, -1), new(5, -1), new(3, -1), new(0, -1), new(0, -1)], 3));

    private static int[] Bind(InterruptBalancerKind kind, IEnumerable<InterruptSource> sources, int vcpus) =>
        InterruptPlacement.BalancerOf(kind).Bind([.. sources], vcpus);

    private static long Greatest(InterruptBalancerKind kind, InterruptSource[] sources, int vcpus) =>
        Bind(kind, sources, vcpus).Zip(sources)
            .GroupBy(one => one.First, one => one.Second.Load)
            .Max(loads => loads.Sum());

    private static long Best(long[] loads, int vcpus)
    {
        return Try(0, new long[vcpus]);

        long Try(int next, long[] sums) => next == loads.Length
            ? sums.Max()
            : Enumerable.Range(0, vcpus).Min(vcpu =>
            {
                sums[vcpu] += loads[next];
                var best = Try(next + 1, sums);
                sums[vcpu] -= loads[next];
                return best;
            });
    }
}
