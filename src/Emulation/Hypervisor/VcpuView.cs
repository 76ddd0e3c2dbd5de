using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor;

/// <summary>A vCPU as its host scheduler sees it at an instant.</summary>
/// <param name="Index">Its index on the host: the port of messages about it.</param>
/// <param name="Domain">The number of its domain on the host.</param>
/// <param name="Pcpu">The pCPU where it runs, waits or is woken.</param>
/// <param name="Running">It holds its pCPU.</param>
/// <param name="Blocked">It has no work.</param>
/// <param name="Runtime">CPU time it got so far.</param>
/// <param name="HardAffinity">The pCPUs on which it may run, ascending; at least one.</param>
/// <param name="SoftAffinity">The pCPUs that it prefers, ascending.</param>
public sealed record VcpuView(
    int Index,
    int Domain,
    int Pcpu,
    bool Running,
    bool Blocked,
    Duration Runtime,
    IReadOnlyList<int> HardAffinity,
    IReadOnlyList<int> SoftAffinity)
{
    /// <summary>Credit: its domain's weight.</summary>
    public int Weight { get; init; }

    /// <summary>Credit: its domain's cap in percent of one pCPU; 0 for none.</summary>
    public int CapPercent { get; init; }

    /// <summary>Its period under EDF, RTDS and SEDF; zero makes it a credit-vCPU.</summary>
    public Duration Period { get; init; }

    /// <summary>Its slice (budget) in each period.</summary>
    public Duration Slice { get; init; }

    /// <summary>Whether it may go on when its slice is used up.</summary>
    public bool ExtraTime { get; init; }
}
