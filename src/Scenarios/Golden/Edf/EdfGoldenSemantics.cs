namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>What an EDF golden file says in words about its rules: what is not built is refused.</summary>
internal static class EdfGoldenSemantics
{
    /// <summary>Refuses files of other rules, and those that contradict themselves.</summary>
    /// <exception cref="InvalidDataException">The file has such rules; the message names it and the value.</exception>
    public static void Require(GoldenNode root)
    {
        if (root.Given("time_unit") is GoldenNode unit && unit.Text() != "ms (integer)")
        {
            throw unit.Wrong("must be \"ms (integer)\"");
        }

        if (root.Given("policy") is GoldenNode policy && !IsPreemptiveEdf(policy.Text()))
        {
            throw policy.Wrong("must be preemptive EDF on one core, global or partitioned");
        }

        if (root.Given("semantics")?.Given("late_jobs") is GoldenNode late && !Aborts(late)
            && !late.Text().StartsWith("continue", StringComparison.Ordinal))
        {
            throw late.Wrong("must begin with \"continue\" or \"aborted\"");
        }

        RequireOneKind(root["tasks"].Items());
    }

    /// <summary>Whether jobs are dropped at their deadline.</summary>
    public static bool Aborts(GoldenNode late) => late.Text().StartsWith("aborted", StringComparison.Ordinal);

    private static bool IsPreemptiveEdf(string text) =>
        text.Contains("EDF", StringComparison.OrdinalIgnoreCase)
        && !text.Contains("non-preemptive", StringComparison.OrdinalIgnoreCase);

    private static void RequireOneKind(IReadOnlyList<GoldenNode> tasks)
    {
        if (tasks.Any(task => task.Given("cpu") is not null)
            && tasks.FirstOrDefault(task => task.Given("cpu") is null) is { Path: not null } free)
        {
            throw free.Wrong("lacks 'cpu', which other tasks have: a file is partitioned or global");
        }
    }
}
