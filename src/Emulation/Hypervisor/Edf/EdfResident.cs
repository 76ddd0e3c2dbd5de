namespace Xenisol.Emulation.Hypervisor.Edf;

/// <summary>A reservation at its home, as admission sees it when it looks for room.</summary>
/// <param name="Vcpu">The vCPU.</param>
/// <param name="Home">Its home core.</param>
/// <param name="Share">Its share in parts per billion.</param>
/// <param name="Allowed">The pCPUs it may run on.</param>
/// <param name="Deadline">When its period ends, in ns; in the past if it blocks since before.</param>
/// <param name="Leaves">Its home is free of it after the deadline, already now.</param>
/// <param name="Movable">It may be given another home at its deadline.</param>
internal readonly record struct EdfResident(
    int Vcpu, int Home, long Share, PcpuSet Allowed, long Deadline, bool Leaves, bool Movable);
