using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor;

/// <summary>A vCPU as its host scheduler sees it at an instant.</summary>
/// <param name="Index">Its index on the host: the port of messages about it.</param>
/// <param name="Domain">The number of its domain on the host.</param>
/// <param name="Pcpu">The pCPU where it runs, waits or is woken.</param>
/// <param name="Running">It holds its pCPU.</param>
/// <param name="Blocked">It has no work.</param>
/// <param name="Runtime">CPU time it got so far.</param>
/// <param name="Weight">Credit: its domain's weight.</param>
/// <param name="CapPercent">Credit: its domain's cap; 0 for none.</param>
/// <param name="Period">EDF: its period; zero makes it a credit-vCPU.</param>
/// <param name="Slice">EDF: its slice.</param>
public sealed record VcpuView(
    int Index,
    int Domain,
    int Pcpu,
    bool Running,
    bool Blocked,
    Duration Runtime,
    int Weight,
    int CapPercent,
    Duration Period,
    Duration Slice);
