using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Binding;

/// <summary>
/// Which schedulers take which keys of a <c>scheduler</c> mapping. A key that has no effect on the kind that was chosen
/// is refused: else it would be believed to have one.
/// </summary>
internal static class SchedulerKeys
{
    private static readonly string[] Credits = ["hybrid", "credit"];
    private static readonly string[] Servers = ["edf", "global-edf"];
    private static readonly string[] Credit2 = ["credit2"];

    private static readonly (string Key, string[] Kinds)[] Takers =
    [
        ("era", Credits),
        ("timeslice", [.. Credits, .. Servers]),
        ("ratelimit", [.. Credits, .. Credit2]),
        ("loadBalanceRatelimit", Credits),
        ("migrationDelay", Credits),
        ("boost", Credits),
        ("tickle", Credits),
        ("sort", Credits),

        // Credits turn shares into weights, and leave the others what the limit leaves.
        ("limit", [.. Credits, .. Credit2, .. Servers]),
        ("server", Servers),
        ("admission", ["hybrid", .. Servers]),
        ("debtInterval", ["sedf-dc"]),
        ("replenishmentOrder", ["rtds"]),
        ("runqueue", Credit2),
        ("runqueueMax", Credit2),
        ("migrationResistance", Credit2),
        ("capPeriod", Credit2),
        ("loadWindowShift", Credit2),
        ("balanceUnder", Credit2),
        ("balanceOver", Credit2),
        ("smtPowerSavings", Credit2),
    ];

    /// <summary>Refuses the keys that a kind does not take, and those that credit of an older Xen does not.</summary>
    /// <param name="section">The mapping.</param>
    /// <param name="kind">The kind, as it is written.</param>
    public static void Require(Section section, string kind)
    {
        foreach ((string key, string[] kinds) in Takers)
        {
            if (section.Has(key) && !kinds.Contains(kind))
            {
                section.Wrong(key, kinds.Length == 1
                    ? $"Only the scheduler {kinds[0]} has '{key}'; leave it out or choose kind {kinds[0]}."
                    : $"Only the schedulers {string.Join(", ", kinds[..^1])} and {kinds[^1]} have '{key}'; leave it out"
                    + $" or choose one of them instead of {kind}.");
            }
        }

        if (kind == "credit" && section.Find("era") is ScalarNode { Text: "4.0" or "3.4" or "3.3" } era)
        {
            RequireEra(section, era.Text);
        }
    }

    /// <summary>The timeslice could not be set before 4.2, and there were no rate limits; 3.3 had no migration delay.
    /// </summary>
    private static void RequireEra(Section section, string era)
    {
        string[] later = ["timeslice", "ratelimit", "loadBalanceRatelimit"];
        foreach (string key in later.Concat(era == "3.3" ? ["migrationDelay"] : []).Where(section.Has))
        {
            section.Wrong(key, $"Credit of Xen {era} has no '{key}'; leave it out or choose another era.");
        }
    }
}
