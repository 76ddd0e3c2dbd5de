namespace Xenisol.Emulation.Interrupts;

/// <summary>Deals the sources out to the vCPUs in turn, whatever they cost.</summary>
internal sealed class RoundRobinBalancer : IInterruptBalancer
{
    /// <inheritdoc/>
    public int[] Bind(IReadOnlyList<InterruptSource> sources, int vcpus)
    {
        var turn = 0;
        return [.. sources.Select(source => source.Vcpu >= 0 ? source.Vcpu : turn++ % vcpus)];
    }
}
