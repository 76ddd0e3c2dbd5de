using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Measurement;

/// <summary>Makes the report of a domain's virtual disk from its applications' counts and its backend's.</summary>
internal static class DiskReporter
{
    /// <summary>The report after the warm-up; null for a domain without a virtual disk.</summary>
    public static DiskReport? Report(
        World world, IReadOnlyList<LogicalProcess> components, ComponentInfo info, GuestDomain domain)
    {
        if (domain.VirtualDisk < 0)
        {
            return null;
        }

        var backend = world.Components.First(component =>
            component.Kind == ComponentKind.BackendDriver && component.Host == info.Host
            && component.Name == BlockLayout.BackendName);
        var block = (BlockBackend)components[backend.Id];
        var counts = block.CountsOf(domain.VirtualDisk);
        var applications = domain.Applications.OfType<DiskApplication>().ToList();
        var latency = new LatencyHistogram();
        foreach (var one in applications)
        {
            latency.Add(one.Latency);
        }

        return new DiskReport
        {
            Reads = applications.Sum(one => one.Use.MeasuredReads),
            Writes = applications.Sum(one => one.Use.MeasuredWrites),
            BytesRead = applications.Sum(one => one.Use.MeasuredReads * one.BlockBytes),
            BytesWritten = applications.Sum(one => one.Use.MeasuredWrites * one.BlockBytes),
            Requests = counts.Requests,
            Merges = counts.Merges,
            Refused = applications.Sum(one => one.Use.Refused),
            Unfinished = applications.Sum(one => one.Waiting + one.Use.Submitted - one.Use.Completed),
            DriverCpu = Duration.FromNanoseconds(block.Bills.Measured(domain.VirtualDisk)),
            Latency = latency.Report(),
        };
    }
}
