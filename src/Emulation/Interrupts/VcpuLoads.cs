namespace Xenisol.Emulation.Interrupts;

/// <summary>A binding in the making, with the load of each vCPU under it.</summary>
internal sealed class VcpuLoads
{
    private readonly IReadOnlyList<InterruptSource> _sources;
    private readonly long[] _loads;

    /// <summary>The loads of a binding, which is changed in place from now on.</summary>
    public VcpuLoads(IReadOnlyList<InterruptSource> sources, int[] vcpuOf, int vcpus)
    {
        _sources = sources;
        VcpuOf = vcpuOf;
        _loads = new long[vcpus];
        for (var i = 0; i < sources.Count; i++)
        {
            _loads[vcpuOf[i]] += sources[i].Load;
        }
    }

    /// <summary>By source: its vCPU.</summary>
    public int[] VcpuOf { get; }

    /// <summary>The load of the busiest vCPU.</summary>
    public long Greatest => _loads.Max();

    /// <summary>
    /// Moves one source off the busiest vCPU, or swaps it for a lesser one, so that both vCPUs then have less than the
    /// busiest had; takes the change that leaves the greater of the two least.
    /// </summary>
    /// <returns>Whether there was such a change.</returns>
    public bool TryRelieve()
    {
        var busiest = Array.IndexOf(_loads, Greatest);
        var best = _loads[busiest];
        var (moved, swapped, target) = (-1, -1, -1);
        for (var i = 0; i < _sources.Count; i++)
        {
            if (VcpuOf[i] != busiest || _sources[i].Vcpu >= 0)
            {
                continue;
            }

            for (var vcpu = 0; vcpu < _loads.Length; vcpu++)
            {
                Consider(i, -1, vcpu, 0);
            }

            for (var other = 0; other < _sources.Count; other++)
            {
                if (_sources[other].Vcpu < 0)
                {
                    Consider(i, other, VcpuOf[other], _sources[other].Load);
                }
            }
        }

        if (moved < 0)
        {
            return false;
        }

        Move(moved, target);
        if (swapped >= 0)
        {
            Move(swapped, busiest);
        }

        return true;

        void Consider(int source, int other, int vcpu, long back)
        {
            var shift = _sources[source].Load - back;
            var greater = Math.Max(_loads[busiest] - shift, _loads[vcpu] + shift);
            if (vcpu != busiest && greater < best)
            {
                (best, moved, swapped, target) = (greater, source, other, vcpu);
            }
        }
    }

    private void Move(int source, int vcpu)
    {
        _loads[VcpuOf[source]] -= _sources[source].Load;
        _loads[vcpu] += _sources[source].Load;
        VcpuOf[source] = vcpu;
    }
}
