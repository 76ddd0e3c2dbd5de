namespace Xenisol.Emulation.Fleet;

/// <summary>Computes for ever on every vCPU of the domain that is not isolated, or on its own.</summary>
public sealed record BurnPlan : ApplicationPlan;
