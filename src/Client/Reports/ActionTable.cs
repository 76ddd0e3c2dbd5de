using Xenisol.Emulation.Measurement;

namespace Xenisol.Client.Reports;

/// <summary>How the actions of variable-bandwidth servers responded, each against its bound.</summary>
internal static class ActionTable
{
    /// <summary>Whether any domain has actions.</summary>
    public static bool IsNeeded(RunReport report) => report.Domains.Any(domain => domain.Actions.Count > 0);

    public static TextTable Of(RunReport report)
    {
        TextTable table = new(
            new("Domain, action", AlignsLeft: true),
            new("Load", 1),
            new("slice", 1),
            new("period", 1),
            new("Done", 2),
            new("late", 2),
            new("Bound", 3),
            new("response min", 3),
            new("p50", 3),
            new("p99", 3),
            new("max", 3));
        foreach (var domain in report.Domains)
        {
            foreach (var action in domain.Actions)
            {
                table.Add(
                    $"{domain.Domain} vCPU {action.Vcpu}, {action.Number + 1}",
                    Readable.Time(action.Load),
                    Readable.Time(action.Slice),
                    Readable.Time(action.Period),
                    Readable.Count(action.Completed),
                    Readable.Count(action.Late),
                    Readable.Time(action.Bound),
                    Readable.Time(action.Shortest),
                    Readable.Time(action.Response?.P50),
                    Readable.Time(action.Response?.P99),
                    Readable.Time(action.Response?.Max));
            }
        }

        return table;
    }
}
