namespace Xenisol.Client.Experiments.DriverDomainCost;

/// <summary>What is done about the CPU time that the web server causes in the driver domain.</summary>
/// <param name="Name">As in the data.</param>
/// <param name="Sets">What is changed in the scenario.</param>
internal sealed record DriverDomainPolicy(string Name, IReadOnlyList<string> Sets)
{
    /// <summary>What the web server is sold, in percent of a core: its slice, or slice and limit together.</summary>
    public const double SoldPercent = 40;

    /// <summary>The web server's slice where the driver domain's part of its share has a limit of its own.</summary>
    private const string GuardedCpu = "plans[0].cpu={ period: 10ms, slice: 2800us }";

    public static DriverDomainPolicy Sedf { get; } = new("sedf", ["hosts[0].scheduler=sedf"]);

    public static IReadOnlyList<DriverDomainPolicy> All { get; } =
    [
        Sedf,
        new("sedf-dc", ["hosts[0].scheduler=sedf-dc"]),
        new("shareguard", ["hosts[0].scheduler=sedf", "hosts[0].driverDomain.shareGuard={}", GuardedCpu]),
    ];
}
