namespace Xenisol.Emulation.Interrupts;

/// <summary>
/// The paper's balancer: spreads the work that the promised bandwidths make, so that the busiest vCPU has as little of
/// it as it may. Payer et al., <em>Get What You Pay For</em>, proposed it and left open how.
/// </summary>
/// <remarks>
/// Greedy by falling load (Graham's LPT: at most 4/3 of the best), then single moves and swaps that relieve the busiest
/// vCPU until there is none. Starts likewise from a deal in turn and takes the better of the two, so that nobody is
/// worse off than under <see cref="RoundRobinBalancer"/>. Sources without a promise cost nothing here and are spread
/// by their number, first over the vCPUs of which the least is promised. O(n² × vCPUs) a step, at start-up only.
/// </remarks>
internal sealed class BandwidthAwareBalancer : IInterruptBalancer
{
    /// <inheritdoc/>
    public int[] Bind(IReadOnlyList<InterruptSource> sources, int vcpus)
    {
        var greedy = new VcpuLoads(sources, Greedy(sources, vcpus), vcpus);
        var dealt = new VcpuLoads(sources, new RoundRobinBalancer().Bind(sources, vcpus), vcpus);
        Relieve(greedy, sources.Count);
        Relieve(dealt, sources.Count);
        return dealt.Greatest < greedy.Greatest ? dealt.VcpuOf : greedy.VcpuOf;
    }

    private static int[] Greedy(IReadOnlyList<InterruptSource> sources, int vcpus)
    {
        var vcpuOf = new int[sources.Count];
        var loads = new long[vcpus];
        var unpromised = new int[vcpus];
        foreach (var (index, source) in sources.Index().OrderBy(one => one.Item.Vcpu < 0)
            .ThenByDescending(one => one.Item.Load))
        {
            var vcpu = source.Vcpu >= 0
                ? source.Vcpu
                : Enumerable.Range(0, vcpus).MinBy(one => (source.Load > 0 ? 0 : unpromised[one], loads[one], one));
            vcpuOf[index] = vcpu;
            loads[vcpu] += source.Load;
            unpromised[vcpu] += source.Load > 0 ? 0 : 1;
        }

        return vcpuOf;
    }

    /// <summary>Each step makes the sum of squared loads less, so it ends; the bound is a safety net.</summary>
    private static void Relieve(VcpuLoads loads, int sources)
    {
        for (var step = 0; step < sources * sources && loads.TryRelieve(); step++)
        {
        }
    }
}
