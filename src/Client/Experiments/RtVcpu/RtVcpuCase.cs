namespace Xenisol.Client.Experiments.RtVcpu;

/// <summary>How the vCPU of the job is scheduled, and what else the guest does there.</summary>
/// <param name="Scheduler"><c>credit</c> or <c>edf</c>: the plan of its domain.</param>
/// <param name="IsIsolated">Whether the guest keeps away from it.</param>
internal sealed record RtVcpuCase(string Scheduler, bool IsIsolated)
{
    /// <summary>The four cases; the last is an RT-vCPU.</summary>
    public static IReadOnlyList<RtVcpuCase> All { get; } =
    [
        new("credit", IsIsolated: false),
        new("credit", IsIsolated: true),
        new("edf", IsIsolated: false),
        new("edf", IsIsolated: true),
    ];

    /// <summary><c>shared</c> or <c>isolated</c>.</summary>
    public string Cpu => IsIsolated ? "isolated" : "shared";

    /// <summary>Such as <c>credit, shared</c>.</summary>
    public string Title => $"{Scheduler}, {Cpu}";
}
