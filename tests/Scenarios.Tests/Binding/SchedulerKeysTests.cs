namespace Xenisol.Scenarios.Tests.Binding;

/// <summary>
/// Aim: no key of a scheduler is taken that has no effect there. Method: each key on every kind; the kinds that take it
/// are listed here once more, by hand.
/// </summary>
public sealed class SchedulerKeysTests
{
    private static readonly string[] Kinds =
        ["hybrid", "credit", "credit2", "edf", "global-edf", "rtds", "sedf", "sedf-dc", "xen-null"];

    [Theory]
    [InlineData("era: 4.23", "hybrid credit")]
    [InlineData("timeslice: 5ms", "hybrid credit edf global-edf")]
    [InlineData("ratelimit: 1ms", "hybrid credit credit2")]
    [InlineData("ratelimit: off", "hybrid credit credit2")]
    [InlineData("loadBalanceRatelimit: 1ms", "hybrid credit")]
    [InlineData("migrationDelay: 1ms", "hybrid credit")]
    [InlineData("boost: true", "hybrid credit")]
    [InlineData("tickle: true", "hybrid credit")]
    [InlineData("sort: false", "hybrid credit")]
    [InlineData("limit: 80%", "hybrid credit credit2 edf global-edf")]
    [InlineData("server: hard", "edf global-edf")]
    [InlineData("admission: on", "hybrid edf global-edf")]
    [InlineData("debtInterval: 20ms", "sedf-dc")]
    [InlineData("replenishmentOrder: deadline", "rtds")]
    [InlineData("runqueue: all", "credit2")]
    [InlineData("runqueueMax: 2", "credit2")]
    [InlineData("migrationResistance: 1ms", "credit2")]
    [InlineData("capPeriod: 10ms", "credit2")]
    [InlineData("loadWindowShift: 20", "credit2")]
    [InlineData("balanceUnder: 0", "credit2")]
    [InlineData("balanceOver: 0", "credit2")]
    [InlineData("smtPowerSavings: true", "credit2")]
    public void A_key_is_refused_where_it_has_no_effect(string key, string takers)
    {
        string name = $"'{key.Split(':')[0]}'; leave it out";

        // The unknown key lets every kind have a fault.
        string[] taking =
        [
            .. Kinds.Where(kind => !Sample.Refusals($"hosts[0].scheduler={{ kind: {kind}, {key}, z: 1 }}")
                .Any(error => error.Contains(name, StringComparison.Ordinal))),
        ];

        Assert.Equal(takers.Split(' '), taking);
    }

    [Theory]
    [InlineData("edf, ratelimit: 5ms", "Only the schedulers hybrid, credit and credit2 have 'ratelimit'; leave it out"
        + " or choose one of them instead of edf.")]
    [InlineData("rtds, limit: 50%", "Only the schedulers hybrid, credit, credit2, edf and global-edf have 'limit';"
        + " leave it out or choose one of them instead of rtds.")]
    [InlineData("hybrid, era: 4.0", "Only credit has eras, and hybrid is built on that of 4.23; leave the era out"
        + " or choose kind credit.")]
    [InlineData("credit, era: 4.0, timeslice: 5ms", "Credit of Xen 4.0 has no 'timeslice'; leave it out or choose"
        + " another era.")]
    [InlineData("credit, era: 3.3, migrationDelay: 1ms", "Credit of Xen 3.3 has no 'migrationDelay'; leave it out or"
        + " choose another era.")]
    public void The_sentence_says_who_takes_the_key(string scheduler, string message) => Assert.Equal(
        message, Sample.Error("scheduler: hybrid", $"scheduler: {{ kind: {scheduler} }}").Message);

    [Theory]
    [InlineData("credit, era: 3.4, migrationDelay: 1ms, boost: false")]
    [InlineData("edf, timeslice: 5ms, server: soft, admission: off, limit: 50%")]
    public void Keys_with_an_effect_are_taken_together(string scheduler) =>
        Assert.NotNull(Sample.Plan($"hosts[0].scheduler={{ kind: {scheduler} }}"));

    [Fact]
    public void An_unknown_kind_is_the_only_fault() => Assert.Contains(
        "Unknown kind 'lottery'",
        Sample.Error("scheduler: hybrid", "scheduler: { kind: lottery, boost: true, runqueue: all }").Message,
        StringComparison.Ordinal);
}
