namespace Xenisol.Client.Experiments;

/// <summary>What <c>experiment</c> prints: what was run, the table, and what is to be read from it.</summary>
internal static class ExperimentText
{
    /// <summary>Writes the result into a width; 0 is no limit.</summary>
    public static void Write(TextWriter output, ExperimentResult result, ExperimentReport report, int width)
    {
        var (experiment, settings, cells, planned) = result;
        output.WriteLine($"{experiment.Name}: {experiment.Summary}");
        output.WriteLine($"seed {settings.Seed}; {cells.Count} cells");
        if (settings.IsQuick)
        {
            output.WriteLine($"QUICK: {experiment.QuickNote}; the numbers are rougher than without --quick.");
        }

        foreach (var set in settings.Sets)
        {
            output.WriteLine($"CHANGED in every cell: {set}");
        }

        if (!result.IsComplete)
        {
            output.WriteLine($"INTERRUPTED: this covers {cells.Count} of {planned} cells.");
        }

        if (cells.Count == 0)
        {
            return;
        }

        output.WriteLine();
        report.Table.Write(output, width);
        if (report.Remarks.Count > 0)
        {
            output.WriteLine();
        }

        foreach (var remark in report.Remarks)
        {
            output.WriteLine(remark);
        }
    }
}
