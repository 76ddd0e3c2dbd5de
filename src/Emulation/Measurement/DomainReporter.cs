using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Measurement;

/// <summary>Makes the report of one domain from its own counts, its backend's and its clients'.</summary>
internal static class DomainReporter
{
    /// <summary>The report of a domain after the warm-up; a bare one has only a name.</summary>
    public static DomainReport Report(
        World world,
        IReadOnlyList<LogicalProcess> components,
        DeliveredCpu delivered,
        DriverDomainBooks? books,
        DomainPlan plan,
        VirtualTime end)
    {
        var report = new DomainReport { Tenant = plan.Tenant, Domain = plan.Name, Host = plan.Host };
        var info = world.Components.First(component =>
            component.Kind == ComponentKind.Domain && component.Name == plan.Name && component.Host == plan.Host);
        if (components[info.Id] is not GuestDomain domain)
        {
            return report;
        }

        report = WithProcessor(report, world.Plan, plan, domain, delivered, end) with
        {
            DriverCaused = books?.BookedTo(info.Id) ?? Duration.Zero,
            DriverDirect = books?.DirectOf(info.Id) ?? Duration.Zero,
        };
        report = WithNetwork(report, world, components, info, domain);
        report = report with { Disk = DiskReporter.Report(world, components, info, domain) };
        report = WithJobs(report, end, domain);
        report = WithActions(report, end, domain);
        var client = world.Components.FirstOrDefault(component =>
            component.Kind == ComponentKind.Client && component.Name == plan.Name);
        return client is not null && components[client.Id] is Client requests
            ? report with
            {
                Requests = requests.Counts.Requests,
                RequestsFailed = requests.Counts.Failed,
                Latency = requests.Latency.Report(),
            }
            : WithPing(report, domain);
    }

    private static DomainReport WithProcessor(
        DomainReport report,
        RunPlan run,
        DomainPlan plan,
        GuestDomain domain,
        DeliveredCpu delivered,
        VirtualTime end)
    {
        var tariff = GuestFactory.TariffOf(run, plan);
        var share = tariff?.CpuSharePpm ?? 0;
        var measured = Duration.Max(end - (VirtualTime.Zero + run.Warmup), Duration.Zero);
        var promised = (long)((Int128)measured.Nanoseconds * share * plan.Vcpus.Count / 1_000_000);
        var entitled = Duration.Zero;
        var kept = 0L;
        var windows = 0L;
        for (var vcpu = 0; vcpu < plan.Vcpus.Count; vcpu++)
        {
            var promise = domain.PromiseOf(vcpu, end, delivered.InProgress(domain, vcpu));
            entitled += promise.Entitled;
            kept += promise.Kept;
            windows += promise.Windows;
        }

        return report with
        {
            CpuPromised = Duration.FromNanoseconds(promised),
            CpuEntitled = entitled,
            CpuDelivered = delivered.To(domain),
            CpuWindowsKept = kept,
            CpuWindows = windows,
            CpuWorstWait = share > 0 ? CpuPromiseMeter.WorstWait(share, tariff!.CpuWithin) : null,
        };
    }

    private static DomainReport WithNetwork(
        DomainReport report,
        World world,
        IReadOnlyList<LogicalProcess> components,
        ComponentInfo info,
        GuestDomain domain)
    {
        if (domain.Interface < 0)
        {
            return report;
        }

        var backend = world.Components.First(component =>
            component.Kind == ComponentKind.BackendDriver && component.Host == info.Host
            && component.Name == HostLayout.BackendName);
        var counts = ((NetworkBackend)components[backend.Id]).CountsOf(domain.Interface);
        return report with
        {
            BytesSent = counts.WireBytes,
            BytesReceived = counts.ReceivedBytes,
            Packets = counts.SentPackets + counts.ReceivedPackets,
            PacketsSent = counts.SentPackets,
            PacketsCopied = counts.EarlyCopies + counts.LateCopies,
            PacketsDropped = counts.SentDropped + counts.ReceivedDropped + domain.Dropped,
        };
    }

    /// <summary>The latencies of all periodic applications of a domain together.</summary>
    public static JobLatencies JobsOf(GuestDomain domain)
    {
        var wakeLatency = new LatencyHistogram(PeriodicApplication.LatencyBits);
        var responseTime = new LatencyHistogram(PeriodicApplication.LatencyBits);
        foreach (var one in domain.Applications.OfType<PeriodicApplication>())
        {
            wakeLatency.Add(one.WakeLatency);
            responseTime.Add(one.ResponseTime);
        }

        return new JobLatencies(wakeLatency, responseTime);
    }

    private static DomainReport WithJobs(DomainReport report, VirtualTime end, GuestDomain domain)
    {
        var periodic = domain.Applications.OfType<PeriodicApplication>().ToList();
        if (periodic.Count == 0)
        {
            return report;
        }

        var latencies = JobsOf(domain);
        return report with
        {
            WakeLatency = latencies.WakeLatency.Report(),
            ResponseTime = latencies.ResponseTime.Report(),
            Jobs = periodic.Sum(one => one.JudgedAt(end)),
            DeadlinesMissed = periodic.Sum(one => one.MissedAt(end)),
        };
    }

    /// <summary>The bound of an action is its deadline.</summary>
    private static DomainReport WithActions(DomainReport report, VirtualTime end, GuestDomain domain)
    {
        var actions = domain.Applications.OfType<ActionApplication>().SelectMany(one => one.ReportsAt(end)).ToList();
        return report with
        {
            Actions = actions,
            Jobs = report.Jobs + actions.Sum(one => one.Judged),
            DeadlinesMissed = report.DeadlinesMissed + actions.Sum(one => one.Late),
        };
    }

    /// <summary>A domain that pings and serves nobody shows its echoes as requests.</summary>
    private static DomainReport WithPing(DomainReport report, GuestDomain domain)
    {
        var ping = domain.Applications.OfType<PingApplication>().FirstOrDefault();
        return ping is null
            ? report
            : report with { Requests = ping.Sent, Latency = ping.RoundTrips.Report() };
    }
}
