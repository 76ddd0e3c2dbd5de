using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Measurement;

/// <summary>What a host's scheduler did with a vCPU, over the whole run.</summary>
/// <param name="Domain">Its domain.</param>
/// <param name="Vcpu">Its number in the domain.</param>
/// <param name="Runtime">Time on a core, the overheads of switching it in included.</param>
/// <param name="Dispatches">How often it was switched onto a core.</param>
/// <param name="Preemptions">How often it was switched off while it could have gone on.</param>
/// <param name="Migrations">How often it was dispatched on another core than the last time.</param>
/// <param name="Wakes">How often it was unblocked.</param>
public sealed record VcpuReport(
    string Domain, int Vcpu, Duration Runtime, long Dispatches, long Preemptions, long Migrations, long Wakes);
