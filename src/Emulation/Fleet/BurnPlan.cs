namespace Xenisol.Emulation.Fleet;

/// <summary>Tasks that compute for ever on the domain's vCPUs that are not isolated, or on the plan's own.</summary>
public sealed record BurnPlan : ApplicationPlan
{
    /// <summary>How many tasks; 0 for one on each vCPU that it may run on.</summary>
    public int Tasks { get; init; }
}
