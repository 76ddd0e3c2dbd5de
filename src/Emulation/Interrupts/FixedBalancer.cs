namespace Xenisol.Emulation.Interrupts;

/// <summary>Leaves everything on vCPU 0, as Xen and Linux do without a balancer.</summary>
internal sealed class FixedBalancer : IInterruptBalancer
{
    /// <inheritdoc/>
    public int[] Bind(IReadOnlyList<InterruptSource> sources, int vcpus) =>
        [.. sources.Select(source => Math.Max(source.Vcpu, 0))];
}
