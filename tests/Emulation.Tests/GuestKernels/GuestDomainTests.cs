using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.GuestKernels;

public sealed class GuestDomainTests
{
    private static readonly Duration Second = Duration.FromSeconds(1);
    private static readonly MachineProfile Zero = new() { Name = "zero" };

    [Fact]
    public void Jobs_that_cannot_finish_in_time_miss_their_deadline()
    {
        var run = Run(Zero, NetworkPlans.Domain("guest", new PeriodicPlan
        {
            Period = Duration.FromMilliseconds(10),
            Cost = Duration.FromMilliseconds(4),
            Deadline = Duration.FromMilliseconds(3),
        }));
        var periodic = run.One<GuestDomain>("Domain/guest").Applications.OfType<PeriodicApplication>().Single();
        Assert.Equal(100, periodic.JudgedAt(VirtualTime.Zero + Second));
        Assert.Equal(100, periodic.MissedAt(VirtualTime.Zero + Second));
    }

    [Fact]
    public void A_ping_to_an_idle_host_takes_the_links_the_cards_delay_and_the_cpu_work()
    {
        var run = Run(NetworkPlans.Xeon, NetworkPlans.Domain("guest", new PingPlan
        {
            Interval = Duration.FromMilliseconds(10),
        }));
        var ping = run.One<GuestDomain>("Domain/guest").Applications.OfType<PingApplication>().Single();

        // The last echo may be under way at the end.
        Assert.InRange(ping.RoundTrips.Samples, ping.Sent - 1, ping.Sent);

        // Four links of 25 µs, 20 µs of coalescing, and four wake-ups with switch and refill of 13.5 µs each.
        Assert.InRange(ping.RoundTrips.Percentile(500_000)!.Value.Nanoseconds, 150_000, 260_000);
    }

    [Fact]
    public void A_guest_alone_receives_a_stream_at_the_rate_of_the_link_if_nothing_costs_cpu_time()
    {
        var plan = NetworkPlans.OneHost(
            Zero, SchedulerKind.Credit, 1, NetworkPlans.Domain("guest", new StreamPlan { Sends = false }));
        var run = new WorldRun(plan).AdvanceTo(Second);
        var stream = run.One<GuestDomain>("Domain/guest").Applications.OfType<StreamApplication>().Single();

        // 1 448 bytes of payload in each 1 538 bytes on the wire: 941 Mbit/s.
        Assert.InRange(stream.Stream.ReceivedBytes * 8 / 1_000_000, 930, 942);
    }

    [Fact]
    public void The_report_of_a_served_domain_has_its_requests_and_bytes()
    {
        var plan = NetworkPlans.OneHost(
            NetworkPlans.Xeon,
            SchedulerKind.Credit,
            2,
            NetworkPlans.Domain("web", new ServerPlan { Cost = Duration.FromMicroseconds(100), ReplyBytes = 8_192 })
                with
            {
                Load = new LoadPlan { Arrivals = ArrivalKind.Constant, Gap = Duration.FromMilliseconds(2) },
            });
        var run = new WorldRun(plan).AdvanceTo(plan.Duration);
        var report = ReportBuilder.Build(run.World, run.Components, VirtualTime.Zero + plan.Duration);
        var web = report.Domains[0];

        Assert.Equal(249, web.Requests);
        Assert.Equal(249, web.Latency!.Samples);
        Assert.Equal(249 * (8_192 + (6 * 54)), web.BytesSent);
        Assert.Equal(249 * 254, web.BytesReceived);
        var host = report.Hosts[0];
        Assert.Equal(
            Duration.FromMilliseconds(1_000),
            host.Run + host.Switch + host.Interrupt + host.Hypervisor + host.Idle);
    }

    [Fact]
    public void A_server_on_a_host_without_driver_domain_is_refused()
    {
        var plan = NetworkPlans.OneHost(
            Zero,
            SchedulerKind.Credit,
            1,
            NetworkPlans.Domain("web", new ServerPlan { Cost = Duration.FromMicroseconds(1), ReplyBytes = 1 }));
        plan = plan with { Hosts = [plan.Hosts[0] with { DriverDomain = null, NicBitsPerSecond = 0 }] };

        var refused = Assert.Throws<EmulationException>(() => new WorldRun(plan));
        Assert.Equal(
            "Domain 'web' uses the network, but host 'host0' has no driver domain; give the host one.",
            refused.Message);
    }

    private static WorldRun Run(MachineProfile machine, DomainPlan domain) =>
        new WorldRun(NetworkPlans.OneHost(machine, SchedulerKind.Credit, 2, domain)).AdvanceTo(Second);
}
