using Xenisol.Emulation.Pricing;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>What a customer is promised and how it is charged.</summary>
public sealed record TariffPlan
{
    /// <summary>Unique among plans.</summary>
    public required string Name { get; init; }

    /// <summary>Promised share of one core for each vCPU, in parts per million; 0 for none.</summary>
    public int CpuSharePpm { get; init; }

    /// <summary>The window in which the share is owed: the period of the reservation.</summary>
    public Duration CpuWithin { get; init; }

    /// <summary>Credit weight where no share is promised.</summary>
    public int CpuWeight { get; init; } = 256;

    /// <summary>Promised network rate in bits per second; 0 for none.</summary>
    public long NetworkRateBitsPerSecond { get; init; }

    /// <summary>Network ceiling in bits per second; 0 for none.</summary>
    public long NetworkCeilBitsPerSecond { get; init; }

    /// <summary>Share of one core that a domain may cause in the driver domain where ShareGuard limits it, in ppm; 0
    /// for what ShareGuard allows all others.</summary>
    public int DriverCpuPpm { get; init; }

    /// <summary>Promised 99th percentile of request latency; zero for none.</summary>
    public Duration LatencyP99 { get; init; }

    /// <summary>Base price per domain and hour.</summary>
    public Money BasePerHour { get; init; }

    /// <summary>Price of one hour of CPU time delivered.</summary>
    public Money CpuPerHour { get; init; }

    /// <summary>Price of 10⁹ bytes sent.</summary>
    public Money EgressPerGigabyte { get; init; }

    /// <summary>SLA credits: the lowest level that applies counts.</summary>
    public IReadOnlyList<SlaLevel> SlaLevels { get; init; } = [];
}
