using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds what only the scheduler credit2 has.</summary>
internal static class Credit2Binder
{
    private const long Millisecond = 1_000_000;
    private const int PcpusMax = 4_096;

    public static Credit2Plan Bind(Section section)
    {
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
