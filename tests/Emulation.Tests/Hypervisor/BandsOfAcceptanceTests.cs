using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Golden.Verification;
using Xenisol.Scenarios.Machines;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>
/// Aim: with real costs, shares and waits stay where measurements of Xen with late timers put them. Method: one run a
/// file on a machine of low costs, held against the bands of acceptance.
/// </summary>
public sealed class BandsOfAcceptanceTests
{
    // docs/verify.md names the cause of each.
    private static readonly string[] Outside =
    [
        "credit-29-tick-evasion.json", "credit-30-mostly-idle-8pcpu.json", "credit-33-nine-weights-3pcpu.json",
        "credit-36-ping-many-domains.json", "credit-37-weighted-caps-4pcpu.json",
        "credit-40-dom0-heavy-io-4pcpu.json", "rtds-11-sporadic.json",
    ];

    [Fact]
    public void On_a_machine_of_low_costs_figures_lie_in_their_bands()
    {
        var machine = MachineProfiles.Get("xeon-lean");
        var verdicts = ShippedGoldenFiles.Read("xen.")
            .Select(file => BandVerifier.Verify(file.Json, file.Name, machine, seeds: 1)).ToList();

        Assert.Equal(44, verdicts.Count);
        Assert.All(
            verdicts.Where(verdict => !Outside.Contains(verdict.File)),
            verdict => Assert.Empty(verdict.Differences));
        var outside = verdicts.Sum(verdict => verdict.Differences.Count);
        Assert.True(outside * 100 <= verdicts.Sum(verdict => verdict.Numbers) * 3, $"{outside} figures lie outside.");
    }

    [Fact]
    public void Late_timers_free_schedules_that_would_else_be_locked_in_phase()
    {
        // At no cost C gets 0.75 of a core, since the caps of A and B are parked in step; a real machine unlocks them.
        const string File = "credit-07-caps-mixed-2pcpu.json";
        var json = ShippedGoldenFiles.Read("xen.").Single(file => file.Name == File).Json;
        var punctual = MachineProfiles.Zero;

        Assert.NotEmpty(BandVerifier.Verify(json, File, punctual, seeds: 1).Differences);
        Assert.Empty(BandVerifier.Verify(
            json, File, punctual with { TimerLateness = Duration.FromMicroseconds(5) }, seeds: 1).Differences);
    }
}
