namespace Xenisol.Emulation.Fleet;

/// <summary>Whose a vCPU is.</summary>
/// <param name="Domain">The identity of its domain's component.</param>
/// <param name="Number">Its number in the domain.</param>
public readonly record struct VcpuIdentity(int Domain, int Number);
