using CsCheck;
using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Measurement;

/// <summary>
/// Aim: every nanosecond of the driver domain is booked to a domain that caused it. Method: random worlds; the measured
/// time begins and ends at any nanosecond, in the middle of batches and upcalls too.
/// </summary>
public sealed class DriverDomainBooksProperties
{
    [Fact]
    public void What_is_booked_to_domains_is_what_the_driver_domain_ran_to_the_nanosecond() =>
        Gen.Select(NetworkPlans.Any, Gen.Int[0, 300_000_000], Gen.Int[1, 300_000_000]).Sample(
            (plan, warmup, end) =>
            {
                var report = Report(plan, warmup, end);
                return report.Hosts.All(host =>
                {
                    var domains = report.Domains.Where(domain => domain.Host == host.Host).ToList();
                    var booked = domains.Sum(domain => domain.DriverCaused.Nanoseconds);
                    return (domains.Count == 0 || booked == host.DriverDomain.Nanoseconds)
                        && domains.All(domain => domain.DriverDirect >= Duration.Zero
                            && domain.DriverCaused >= domain.DriverDirect);
                });
            },
            iter: 25);

    /// <summary>Two consecutive measurements of one run are together the measurement of the whole: what is half done
    /// at a boundary is not counted twice, nor lost.</summary>
    [Fact]
    public void What_domains_caused_directly_adds_up_over_time() =>
        Gen.Select(NetworkPlans.Any, Gen.Int[1, 200_000_000], Gen.Int[1, 90_000_000]).Sample(
            (plan, middle, rest) =>
            {
                var whole = Report(plan, 0, middle + rest).Domains;
                var first = Report(plan, 0, middle).Domains;
                var second = Report(plan, middle, middle + rest).Domains;
                return whole.Zip(first, second).All(one =>
                    one.First.DriverDirect == one.Second.DriverDirect + one.Third.DriverDirect);
            },
            iter: 10);

    [Fact]
    public void Whoever_sends_more_frames_pays_more_and_who_sends_none_pays_nothing()
    {
        var plan = NetworkPlans.OneHost(
            NetworkPlans.Xeon,
            SchedulerKind.Hybrid,
            2,
            NetworkPlans.Domain("busy", new PingPlan { Interval = Duration.FromMicroseconds(200) }),
            NetworkPlans.Domain("calm", new PingPlan { Interval = Duration.FromMicroseconds(600) }),
            NetworkPlans.Domain("hog", new BurnPlan()));
        var run = new WorldRun(plan).AdvanceTo(Duration.FromMilliseconds(500));
        var report = ReportBuilder.Build(run.World, run.Components, VirtualTime.Zero + Duration.FromMilliseconds(500));
        var (busy, calm, hog) = (report.Domains[0], report.Domains[1], report.Domains[2]);
        var backend = run.Components.OfType<NetworkBackend>().Single();

        Assert.Equal(Duration.Zero, hog.DriverCaused);
        Assert.InRange((double)busy.DriverCaused.Nanoseconds / calm.DriverCaused.Nanoseconds, 2.7, 3.1);
        Assert.InRange(busy.DriverDirect.Nanoseconds, backend.Bills.Booked(0), 2 * backend.Bills.Booked(0));
        Assert.True(report.Hosts[0].DriverOverhead > Duration.Zero);
        Assert.Equal(report.Hosts[0].DriverDomain, busy.DriverCaused + calm.DriverCaused);
    }

    private static RunReport Report(RunPlan plan, int warmup, int end)
    {
        var until = Duration.FromNanoseconds(end);
        var run = new WorldRun(plan with { Warmup = Duration.FromNanoseconds(warmup) }).AdvanceTo(until);
        return ReportBuilder.Build(run.World, run.Components, VirtualTime.Zero + until);
    }
}
