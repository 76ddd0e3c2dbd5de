using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds what only the scheduler credit2 has, and refuses what it has not.</summary>
internal static class Credit2Binder
{
    private const long Millisecond = 1_000_000;
    private const int PcpusMax = 4_096;

    private static readonly string[] Foreign =
        ["timeslice", "loadBalanceRatelimit", "migrationDelay", "boost", "tickle", "sort"];

    private static readonly string[] Own =
    [
        "runqueue", "runqueueMax", "migrationResistance", "capPeriod", "loadWindowShift", "balanceUnder", "balanceOver",
        "smtPowerSavings",
    ];

    public static Credit2Plan Bind(Section section, SchedulerKind kind)
    {
        foreach (string key in Own.Where(key => section.Has(key) && kind != SchedulerKind.Credit2))
        {
            section.Wrong(key, $"Only the scheduler credit2 has '{key}'; leave it out or choose kind credit2.");
        }

        foreach (string key in Foreign.Where(key => section.Has(key) && kind == SchedulerKind.Credit2))
        {
            section.Wrong(key, $"The scheduler credit2 has no '{key}'; leave it out or choose kind credit.");
        }

        Credit2Plan built = new();
        return new Credit2Plan
        {
            RunQueue = Sharing(section),
            PcpusPerRunQueueMax = section.Whole("runqueueMax", built.PcpusPerRunQueueMax, 1, PcpusMax),
            MigrationResistance = section.Time("migrationResistance", built.MigrationResistance, 0, 100 * Millisecond),
            CapPeriod = section.Time("capPeriod", built.CapPeriod, Millisecond, 1_000 * Millisecond),
            LoadWindowShift = section.Whole("loadWindowShift", built.LoadWindowShift, 10, 36),
            BalanceUnder = section.Whole("balanceUnder", built.BalanceUnder, -18, 10),
            BalanceOver = section.Whole("balanceOver", built.BalanceOver, -18, 10),
            SmtPowerSavings = section.Flag("smtPowerSavings", built.SmtPowerSavings),
        };
    }

    private static RunQueueSharing Sharing(Section section) =>
        section.Word("runqueue", "socket", "cpu", "core", "node", "all") switch
        {
            "cpu" => RunQueueSharing.Cpu,
            "core" => RunQueueSharing.Core,
            "node" => RunQueueSharing.Node,
            "all" => RunQueueSharing.All,
            _ => RunQueueSharing.Socket,
        };
}
