namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>What an EDF golden file says in words about its rules: what is not built is refused.</summary>
internal static class EdfGoldenSemantics
{
    private const string LateJobs = "late_jobs";

    /// <summary>The rules that are built, in the files' own words; a file may leave each of them out.</summary>
    private static readonly (string Key, string Text)[] Rules =
    [
        ("preemption", "at release instants, strict: only by an earlier absolute deadline"),
        ("events", "completion is processed before releases at the same instant"),
        ("tie_rule_fifo",
            "equal deadlines: a running job keeps its CPU, then earlier release, then lower task number"),
        ("tie_rule_run_id",
            "equal deadlines: a running job keeps its CPU, then lower task number (this is what SimSo global EDF "
            + "does)"),
        ("server",
            "jobs of a server are served FIFO under the server deadline d with budget q (decremented 1:1 while "
            + "running)"),
        ("wakeup",
            "arrival to an idle server at r: soft (Abeni-Buttazzo 1998): if d<=r or q>=(d-r)*Q/P then q=Q,d=r+P else "
            + "keep; hard (Linux SCHED_DEADLINE): if d<r or q*P>(d-r)*Q then q=Q,d=r+D else keep (an arrival while "
            + "throttled only queues)"),
        ("exhaustion",
            "soft: q=Q,d+=P at once, stays ready; hard: throttled until d (timer), then d+=P,q+=Q (also if idle); if d "
            + "already passed, replenish at once"),
        ("ties", "fifo: running first, then earlier release of the head job, then lower task number"),
    ];

    /// <summary>Those of schedules that are not compared.</summary>
    private static readonly string[] OtherTies = ["tie_rule_id", "tie_rule_idrev"];

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

        RequireOneKind(root["tasks"].Items());
        if (root.Given("policy") is GoldenNode told)
        {
            RequireCores(told, root);
        }

        if (root.Given("semantics") is GoldenNode semantics)
        {
            RequireRules(semantics);
        }
    }

    /// <summary>Whether jobs are dropped at their deadline.</summary>
    public static bool Aborts(GoldenNode late) => late.Text().StartsWith("aborted", StringComparison.Ordinal);

    private static void RequireRules(GoldenNode semantics)
    {
        semantics.RequireOnly([LateJobs, .. Rules.Select(rule => rule.Key), .. OtherTies]);
        foreach ((string key, string text) in Rules)
        {
            if (semantics.Given(key) is GoldenNode rule && rule.Text() != text)
            {
                throw rule.Wrong($"must be left out or be \"{text}\", the rule that is built");
            }
        }

        if (semantics.Given(LateJobs) is GoldenNode late && !Aborts(late)
            && !late.Text().StartsWith("continue", StringComparison.Ordinal))
        {
            throw late.Wrong("must begin with \"continue\" or \"aborted\"");
        }
    }

    /// <summary>What the policy says about cores must be what the file has.</summary>
    private static void RequireCores(GoldenNode policy, GoldenNode root)
    {
        bool isPartitioned = root["tasks"].Items().Any(task => task.Given("cpu") is not null);
        if (Says("one core") && root["cpus"].Whole() != 1)
        {
            throw policy.Wrong($"must not be of one core where 'cpus' is {root["cpus"].Json.GetRawText()}");
        }

        if (Says("partitioned") && !isPartitioned)
        {
            throw policy.Wrong("must not be partitioned where no task has a 'cpu'");
        }

        if (Says("global") && isPartitioned)
        {
            throw policy.Wrong("must not be global where tasks have a 'cpu'");
        }

        bool Says(string word) => policy.Text().Contains(word, StringComparison.OrdinalIgnoreCase);
    }

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
