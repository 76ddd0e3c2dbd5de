namespace Xenisol.Emulation.Interrupts;

/// <summary>
/// A policy that binds event channels to vCPUs. A pure function of what it is given, so that every silo binds alike.
/// </summary>
internal interface IInterruptBalancer
{
    /// <summary>Binds every source to one vCPU; those that are bound by hand stay where they are.</summary>
    /// <param name="sources">The card first, then the interfaces in their order.</param>
    /// <param name="vcpus">The driver domain's vCPUs, at least one.</param>
    /// <returns>By source: its vCPU.</returns>
    int[] Bind(IReadOnlyList<InterruptSource> sources, int vcpus);
}
