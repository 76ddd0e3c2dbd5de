using CsCheck;
using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Backends;

/// <summary>Monitors in the driver domain: what they read, and what ShareGuard does with it.</summary>
public sealed class ShareGuardTests
{
    private static readonly Duration Interval = Duration.FromMilliseconds(100);

    [Fact]
    public void Traffic_is_stopped_until_the_average_is_within_the_limit()
    {
        var guard = new ShareGuard([100_000, 0]);

        // 25 ms in an interval with 10 ms: two more intervals without any make the average 10 ms at most.
        Assert.True(guard.Stops(0, 25_000_000, Interval));
        Assert.True(guard.Stops(0, 0, Interval));
        Assert.False(guard.Stops(0, 0, Interval));
        Assert.False(guard.Stops(0, 10_000_000, Interval));
        Assert.True(guard.Stops(0, 10_000_001, Interval));
        Assert.False(guard.Stops(1, 99_000_000, Interval));
    }

    /// <summary>Whatever a domain does while it may: over any time it causes at most the limit and one interval's
    /// excess.</summary>
    [Fact]
    public void The_long_run_is_within_the_limit() =>
        Gen.Select(Gen.Int[1, 999_999], Gen.Long[0, 100_000_000].Array[1, 200]).Sample((limit, wanted) =>
        {
            var guard = new ShareGuard([limit]);
            var stopped = false;
            var caused = 0L;
            foreach (var one in wanted)
            {
                caused += stopped ? 0 : one;
                stopped = guard.Stops(0, stopped ? 0 : one, Interval);
            }

            return caused <= (wanted.Length * (100_000_000L * limit / 1_000_000)) + 100_000_000;
        });

    [Fact]
    public void A_meter_splits_all_that_the_driver_domain_ran() =>
        Gen.Select(Gen.Long[0, 1_000].Array[3].Array[1, 20], Gen.Long[0, 500].Array[20]).Sample((works, extra) =>
        {
            var meter = new CauseMeter(3);
            var bills = new WorkBills(1, 3);
            var driver = 0L;
            var charged = 0L;
            for (var reading = 0; reading < works.Length; reading++)
            {
                for (var cause = 0; cause < 3; cause++)
                {
                    bills.Add(0, cause, works[reading][cause]);
                    driver += works[reading][cause];
                }

                bills.Close(0);
                driver += extra[reading];
                var charges = meter.Read(bills, driver);
                charged += charges.Sum();

                // Nothing is charged to those who caused nothing; what nobody caused waits for somebody who does.
                Assert.All(charges.Zip(works[reading]), pair => Assert.True(pair.First >= pair.Second));
                Assert.All(charges.Zip(works[reading]), pair => Assert.True(pair.Second > 0 || pair.First == 0));
                Assert.True(charged == driver || works[reading].Sum() == 0);
            }
        });

    [Fact]
    public void A_sender_beyond_its_limit_is_held_and_others_are_not()
    {
        static DomainPlan Sender(string name) => NetworkPlans.Domain(name, new StreamPlan { Sends = true });
        var plan = NetworkPlans.OneHost(
            NetworkPlans.Xeon, SchedulerKind.Hybrid, 3, Sender("bulk"), Sender("free") with { Tenant = "other" });
        plan = plan with
        {
            Plans = [new TariffPlan { Name = "limited", DriverCpuPpm = 50_000 }],
            Tenants = [new TenantPlan("tenant", "limited")],
            Hosts = [NetworkPlans.Guarded(
                new ShareGuardPlan { Interval = Duration.FromMilliseconds(10) }, plan.Hosts[0])],
        };
        var run = new WorldRun(plan).AdvanceTo(plan.Duration);
        var report = ReportBuilder.Build(run.World, run.Components, VirtualTime.Zero + plan.Duration);
        var backend = run.Components.OfType<NetworkBackend>().Single();

        Assert.True(backend.AllCountsOf(0).Stops > 5);
        Assert.Equal(0, backend.AllCountsOf(1).Stops);
        Assert.InRange(report.Domains[0].DriverCaused.Nanoseconds / 1e6, 5, 27.5);
        Assert.True(report.Domains[1].DriverCaused.Nanoseconds > 3 * report.Domains[0].DriverCaused.Nanoseconds);
    }
}
