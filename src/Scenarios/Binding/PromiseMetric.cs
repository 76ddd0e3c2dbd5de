using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>A result that promises may speak of.</summary>
/// <param name="Name">As written, such as <c>latency.p99</c>.</param>
/// <param name="Quantity">What it is measured in; null for a plain count.</param>
/// <param name="Needs">What a domain must have to be measured, as it stands in an error; empty for nothing.</param>
/// <param name="IsMeasured">Whether a domain has that.</param>
internal sealed record PromiseMetric(
    string Name, Quantity? Quantity, string Needs, Func<BoundDomain, bool> IsMeasured)
{
    private const string Load = "load";
    private const string Disk = "application that uses the disk";

    public static readonly IReadOnlyList<PromiseMetric> All =
    [
        new("latency.p50", Quantity.Duration, Load, HasLoad),
        new("latency.p99", Quantity.Duration, Load, HasLoad),
        new("latency.p999", Quantity.Duration, Load, HasLoad),
        new("latency.max", Quantity.Duration, Load, HasLoad),
        new("cpu.achieved", Quantity.Percentage, "CPU share in its plan", HasShare),
        new("cpu.delivered", Quantity.Percentage, "", _ => true),
        new("network.throughput", Quantity.Rate, "", _ => true),
        new("network.received", Quantity.Rate, "", _ => true),
        new("requests.failed", null, Load, HasLoad),
        new("deadlines.missed", null, "periodic application or one with actions", HasJobs),
        new("disk.latency.p50", Quantity.Duration, Disk, HasDisk),
        new("disk.latency.p99", Quantity.Duration, Disk, HasDisk),
        new("disk.latency.p999", Quantity.Duration, Disk, HasDisk),
        new("disk.latency.max", Quantity.Duration, Disk, HasDisk),
        new("disk.iops", null, Disk, HasDisk),
        new("disk.throughput", Quantity.Rate, Disk, HasDisk),
    ];

    /// <summary>The metric of a name; <c>latency.p99.9</c> is another spelling of <c>latency.p999</c>, of disks too.
    /// </summary>
    public static PromiseMetric? Find(string name)
    {
        string spelled = name.EndsWith("latency.p99.9", StringComparison.Ordinal)
            ? name[..^"p99.9".Length] + "p999"
            : name;
        return All.FirstOrDefault(metric => metric.Name == spelled);
    }

    private static bool HasLoad(BoundDomain domain) => domain.Plan.Load is not null;

    private static bool HasDisk(BoundDomain domain) =>
        domain.Plan.Applications.Any(application => application is DiskAccessPlan);

    private static bool HasShare(BoundDomain domain) => domain.Terms.IsReservation;

    private static bool HasJobs(BoundDomain domain) =>
        domain.Plan.Applications.Any(application => application is PeriodicPlan or ActionsPlan);
}
