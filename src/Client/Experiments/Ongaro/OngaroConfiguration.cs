namespace Xenisol.Client.Experiments.Ongaro;

/// <summary>One of the schedulers that the paper compares.</summary>
/// <param name="Name">As the paper calls it: its letters are what is switched on.</param>
/// <param name="IsSedf">Whether it is SEDF and not credit.</param>
/// <param name="Boost">A waking vCPU that has credit goes to the front.</param>
/// <param name="Tickle">A waking vCPU asks the core to reschedule at once.</param>
/// <param name="Sort">The run queue is ordered by remaining credits.</param>
/// <param name="IsFair">Whether the driver domain goes on scanning event channels where it stopped.</param>
internal sealed record OngaroConfiguration(
    string Name, bool IsSedf, bool Boost, bool Tickle, bool Sort, bool IsFair)
{
    /// <summary>All, in the paper's order.</summary>
    public static IReadOnlyList<OngaroConfiguration> All { get; } =
    [
        new("orig", false, Boost: true, Tickle: true, Sort: false, IsFair: false),
        Credit("alloff", boost: false, tickle: false, sort: false),
        Credit("t", boost: false, tickle: true, sort: false),
        Credit("b", boost: true, tickle: false, sort: false),
        Credit("s", boost: false, tickle: false, sort: true),
        Credit("tb", boost: true, tickle: true, sort: false),
        Credit("ts", boost: false, tickle: true, sort: true),
        Credit("bs", boost: true, tickle: false, sort: true),
        Credit("tbs", boost: true, tickle: true, sort: true),
        new("SEDF", true, Boost: false, Tickle: false, Sort: false, IsFair: false),
        new("SEDF'", true, Boost: false, Tickle: false, Sort: false, IsFair: true),
    ];

    /// <summary>The name in a file's name.</summary>
    public string FileName => Name.Replace("'", "-fair", StringComparison.Ordinal);

    /// <summary>What is changed in the scenario. SEDF's driver domain has Xen's default.</summary>
    public IEnumerable<string> Sets =>
    [
        IsSedf ? "hosts[0].scheduler={ kind: sedf }" : FormattableString.Invariant(
            $"hosts[0].scheduler={{ kind: credit, era: '3.3', boost: {Word(Boost)}, tickle: {Word(Tickle)}, ")
            + $"sort: {Word(Sort)} }}",
        IsSedf
            ? "hosts[0].driverDomain.cpu={ period: 20ms, slice: 15ms, extra: credit }"
            : "hosts[0].driverDomain.cpu={ weight: 256 }",
        $"hosts[0].driverDomain.eventScan={(IsFair ? "resumed" : "lowest-first")}",
    ];

    private static OngaroConfiguration Credit(string name, bool boost, bool tickle, bool sort) =>
        new(name, false, boost, tickle, sort, IsFair: true);

    private static string Word(bool flag) => flag ? "true" : "false";
}
