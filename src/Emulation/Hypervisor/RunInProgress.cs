namespace Xenisol.Emulation.Hypervisor;

/// <summary>What the vCPU that holds a core has run since its domain was last told.</summary>
/// <param name="Domain">The identity of its domain; meaningless where the time is 0.</param>
/// <param name="Vcpu">Its index on the host; likewise.</param>
/// <param name="Nanoseconds">The time, in ns.</param>
internal readonly record struct RunInProgress(int Domain, int Vcpu, long Nanoseconds);
