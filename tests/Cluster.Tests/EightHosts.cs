using System.Runtime.CompilerServices;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Placement;
using Xenisol.Grains.Worlds;
using Xenisol.Scenarios;

namespace Xenisol.Cluster.Tests;

/// <summary>The shipped scenario of eight hosts that talk to each other, cut short.</summary>
internal static class EightHosts
{
    /// <summary>Long enough for every component to act, short enough for one actor per component. The driver domain of
    /// the last host spreads its interrupts.</summary>
    public static RunPlan Plan { get; } = Load(
        "duration=40ms",
        "warmup=5ms",
        "hosts[2].driverDomain={ vcpus: 2, shaping: none, tasklets: per-vcpu,"
            + " interrupts: { balancer: bandwidth-aware, upcallLimit: 100us } }");

    /// <summary>The world with every domain placed.</summary>
    public static World World { get; } = new(FirstFitPlacement.Place(Plan).Plan);

    /// <summary>The digest without any actor.</summary>
    public static string Digest { get; } = BareEngine.DigestOf(new PlannedWorld(World));

    public static RunPlan Load(params string[] sets)
    {
        var result = ScenarioFile.Load(Path.Combine(Root(), "scenarios", "eight-hosts.yaml"), sets);
        Assert.Empty(result.Errors);
        return result.Plan!;
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
