namespace Xenisol.Scenarios.Golden;

/// <summary>What one engine measured in a golden scenario.</summary>
public sealed record GoldenResult
{
    /// <summary>The engine, such as <c>xen-4.23-dev</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>By pCPU number.</summary>
    public required IReadOnlyList<GoldenPcpuResult> Pcpus { get; init; }

    /// <summary>By vCPU index within the host.</summary>
    public required IReadOnlyList<GoldenVcpuResult> Vcpus { get; init; }

    /// <summary>How often the scheduler decided.</summary>
    public required long ScheduleCalls { get; init; }

    /// <summary>How often credit parked a capped domain's vCPU.</summary>
    public required long Parks { get; init; }

    /// <summary>
    /// The first context switches, in order; the file cuts them at 200 ms and at a number of entries.
    /// </summary>
    public required IReadOnlyList<GoldenSwitch> Trace { get; init; }

    /// <summary>Whether the file says that its trace lacks none of the switches of its 200 ms.</summary>
    public required bool TraceIsWhole { get; init; }
}
