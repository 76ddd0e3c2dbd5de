using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Placement;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios;

namespace Xenisol.Emulation.Tests.Measurement;

/// <summary>
/// Aim: a reservation that fits keeps its promise where things cost something, whatever the others do; what is
/// delivered stays net. Method: hogs and periodic jobs whose shares fill 80 % of a core, on a machine with costs.
/// </summary>
public sealed class ReservedPromiseTests
{
    private const string Scenario = """
        name: promises
        seed: 7
        duration: 1s
        warmup: 100ms
        machine: xeon-2008
        hosts: [ { name: host, cores: 1, scheduler: SCHEDULER } ]
        plans: [ { name: guaranteed, cpu: { share: 20%, within: 10ms } } ]
        tenants:
        - name: gold
          plan: guaranteed
          domains:
          - { name: hog, count: 2, app: burn }
          - { name: short, app: { periodic: { cost: 900us, period: 3700us } } }
          - { name: long, app: { periodic: { cost: 2500us, period: 13ms } } }
        """;

    [Theory]
    [InlineData("edf")]
    [InlineData("global-edf")]
    [InlineData("hybrid")]
    public void A_reservation_that_fits_keeps_every_window(string scheduler)
    {
        foreach (var domain in Run(scheduler))
        {
            Assert.True(domain.CpuWindows > 50, $"{domain.Domain}: {domain.CpuWindows} windows");
            Assert.Equal(domain.CpuWindows, domain.CpuWindowsKept);
        }
    }

    [Theory]
    [InlineData("edf", false)]
    [InlineData("hybrid", true)]
    public void What_is_delivered_is_net_of_what_the_hypervisor_took(string scheduler, bool isWhole)
    {
        var hog = Run(scheduler)[0];

        // 20 % of 0.9 s; a switch and its cold caches take 13.5 µs out of each slice of 2 ms.
        Assert.Equal(isWhole, hog.CpuDelivered >= Duration.FromMilliseconds(180));
        Assert.True(hog.CpuDelivered > Duration.FromMilliseconds(177), $"{hog.CpuDelivered}");
    }

    [Fact]
    public void A_share_without_reservation_is_judged_by_progress() =>
        Assert.Contains(Run("credit"), domain => domain.CpuWindowsKept < domain.CpuWindows);

    private static IReadOnlyList<DomainReport> Run(string scheduler)
    {
        var text = Scenario.Replace("SCHEDULER", scheduler, StringComparison.Ordinal);
        var result = ScenarioFile.Parse(text, "promises.yaml", ".", []);
        Assert.Empty(result.Errors);
        var run = new WorldRun(FirstFitPlacement.Place(result.Plan!).Plan);
        run.AdvanceTo(result.Plan!.Duration);
        return ReportBuilder.Build(run.World, run.Components, VirtualTime.Zero + result.Plan!.Duration).Domains;
    }
}
