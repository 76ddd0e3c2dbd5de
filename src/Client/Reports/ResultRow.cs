using Xenisol.Emulation.Pricing;
using Xenisol.Emulation.Time;

namespace Xenisol.Client.Reports;

/// <summary>
/// One line of the result: a domain, several domains of one count, or a tenant. Of several domains it holds sums of
/// times, bytes, counts and money, and the worst of each latency figure.
/// </summary>
internal sealed record ResultRow
{
    /// <summary><c>web</c>, <c>hog1..16</c>, or the tenant's name.</summary>
    public required string Name { get; init; }

    /// <summary>How many domains it stands for.</summary>
    public required int Domains { get; init; }

    public Duration CpuPromised { get; init; }

    public Duration CpuEntitled { get; init; }

    public Duration CpuDelivered { get; init; }

    /// <summary>CPU time of driver domains that they caused; not in <see cref="CpuDelivered"/>.</summary>
    public Duration DriverCaused { get; init; }

    /// <summary>… without their part of the overhead.</summary>
    public Duration DriverDirect { get; init; }

    /// <summary>CPU time on the invoices; null where the plan meters none.</summary>
    public Duration? CpuCharged { get; init; }

    public long CpuWindowsKept { get; init; }

    public long CpuWindows { get; init; }

    /// <summary>The worst wait that the CPU promise implies, the longest of several; null where none is promised.
    /// </summary>
    public Duration? CpuWorstWait { get; init; }

    public long BytesSent { get; init; }

    public long BytesReceived { get; init; }

    public long Packets { get; init; }

    public long PacketsDropped { get; init; }

    public long Requests { get; init; }

    public long RequestsFailed { get; init; }

    public Duration? LatencyP50 { get; init; }

    public Duration? LatencyP99 { get; init; }

    public Duration? LatencyP999 { get; init; }

    public Duration? LatencyMax { get; init; }

    public long Jobs { get; init; }

    public long DeadlinesMissed { get; init; }

    /// <summary>What is to be paid, SLA credits taken off.</summary>
    public Money Invoice { get; init; }

    /// <summary>What the SLA credits took off; not negative.</summary>
    public Money SlaCredit { get; init; }
}
