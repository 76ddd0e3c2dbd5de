using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Measurement;

/// <summary>What a domain was promised and got.</summary>
public sealed record DomainReport
{
    /// <summary>The owner.</summary>
    public required string Tenant { get; init; }

    /// <summary>The domain.</summary>
    public required string Domain { get; init; }

    /// <summary>Its host.</summary>
    public required string Host { get; init; }

    /// <summary>Promised CPU time over the measured time: share × time × vCPUs.</summary>
    public Duration CpuPromised { get; init; }

    /// <summary>Entitled CPU time: window by window the smaller of the promise and the pending work.</summary>
    public Duration CpuEntitled { get; init; }

    /// <summary>Delivered CPU time.</summary>
    public Duration CpuDelivered { get; init; }

    /// <summary>CPU time of the driver domain that it caused, its part of the overhead included; not in
    /// <see cref="CpuDelivered"/>.</summary>
    public Duration DriverCaused { get; init; }

    /// <summary>… of which its frames and events caused directly.</summary>
    public Duration DriverDirect { get; init; }

    /// <summary>CPU windows in which the promise was kept, see docs/models/prices.md.</summary>
    public long CpuWindowsKept { get; init; }

    /// <summary>All CPU windows; 0 where no share is promised.</summary>
    public long CpuWindows { get; init; }

    /// <summary>How long a vCPU with work may be without a core though the promise is kept; null where no share is
    /// promised.</summary>
    public Duration? CpuWorstWait { get; init; }

    /// <summary>Bytes sent to the wire.</summary>
    public long BytesSent { get; init; }

    /// <summary>Bytes received from the wire.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Frames sent and received, end to end.</summary>
    public long Packets { get; init; }

    /// <summary>Frames dropped on the way, wherever it was.</summary>
    public long PacketsDropped { get; init; }

    /// <summary>Frames that the backend took from the domain.</summary>
    public long PacketsSent { get; init; }

    /// <summary>Those of them that the backend copied, at once or late.</summary>
    public long PacketsCopied { get; init; }

    /// <summary>Requests sent by clients in the measured time.</summary>
    public long Requests { get; init; }

    /// <summary>Requests that got no whole reply in time.</summary>
    public long RequestsFailed { get; init; }

    /// <summary>Latency from the intended start; null where there are no requests.</summary>
    public LatencyReport? Latency { get; init; }

    /// <summary>What it did with its virtual disk; null where no application uses one.</summary>
    public DiskReport? Disk { get; init; }

    /// <summary>Jobs of periodic applications, and actions of variable-bandwidth servers.</summary>
    public long Jobs { get; init; }

    /// <summary>Jobs that finished after their deadline, and actions after their bound.</summary>
    public long DeadlinesMissed { get; init; }

    /// <summary>From the release of a job to its first instruction; null where there are no jobs.</summary>
    public LatencyReport? WakeLatency { get; init; }

    /// <summary>From the release of a job to its completion; null where there are no jobs.</summary>
    public LatencyReport? ResponseTime { get; init; }

    /// <summary>The actions of its processes on variable-bandwidth servers, process by process.</summary>
    public IReadOnlyList<ActionReport> Actions { get; init; } = [];
}
