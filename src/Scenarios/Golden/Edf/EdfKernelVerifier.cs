using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor.Edf;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>
/// Verifies measurements of Linux SCHED_DEADLINE: hard servers under global EDF must equal the exact model in the file,
/// give busy tasks the kernel's share within 0.5 %, and admit as many tasks.
/// </summary>
internal sealed class EdfKernelVerifier : IGoldenVerifier
{
    // The file's own: "rel. tolerance for fractions 0.5 %".
    private const decimal ShareTolerance = 0.005m;

    // The file rounds the model's shares to three digits.
    private const decimal ModelRounding = 500;

    /// <summary>The kernel's overhead in each job, in ns, that one of the file's models adds.</summary>
    private const long Overhead = 30_000;

    private const decimal PartsPerMillion = 1_000_000;

    /// <inheritdoc/>
    public string Schema => "edf";

    /// <inheritdoc/>
    public bool Knows(GoldenNode root) => root.Given("experiments") is not null;

    /// <inheritdoc/>
    public GoldenVerdict Verify(GoldenNode root)
    {
        GoldenComparison kernel = new("sched_deadline");
        GoldenComparison model = new("oracle_hard_cbs");
        List<string> left = [.. EdfKernelFile.NotRead(root).Select(member => $"$.{member}, which is not read")];
        foreach (EdfKernelExperiment experiment in EdfKernelFile.Read(root))
        {
            if (experiment.Reclaims)
            {
                left.Add($"{experiment.Id}, which reclaims unused bandwidth (SCHED_FLAG_RECLAIM)");
                continue;
            }

            CompareWithModel(model, experiment);
            CompareWithOverhead(model, experiment);
            CompareWithKernel(kernel, experiment);
        }

        return GoldenVerdict.Of(root.File, Schema, [kernel, model]) with { NotCompared = left };
    }

    private static void CompareWithModel(GoldenComparison model, EdfKernelExperiment experiment)
    {
        if (experiment.Segments.Count == 0)
        {
            return;
        }

        long end = experiment.Plan.Duration.Nanoseconds;
        EdfRun run = Run(experiment.Plan, Horizon(experiment));
        for (int task = 0; task < experiment.Segments.Count; task++)
        {
            string where = $"{experiment.Id}.tasks[{task}]";
            IReadOnlyList<(long Start, long End)> expected = EdfRun.Joined(experiment.Segments[task]
                .Select(segment => (segment.Start.Nanoseconds, segment.End.Nanoseconds)));
            IReadOnlyList<(long Start, long End)> got = run.SegmentsOf(task, end);
            for (int i = 0; i < expected.Count; i++)
            {
                model.Check(
                    where, $"segments_us[{i}]", Text(expected[i]), i < got.Count ? Text(got[i]) : "none");
            }

            for (int i = 0; i < experiment.Jobs[task].Count; i++)
            {
                (Duration release, Duration finish) = experiment.Jobs[task][i];
                long actual = run.FinishOf(task, release.Nanoseconds) ?? -1;
                model.Check(where, $"jobs_us[{i}]", finish.Nanoseconds, actual);
            }

            if (experiment.ModelPpm[task] is decimal ppm && expected.Count > 0)
            {
                model.CheckWithin(where, "cpu_fraction_ppm", ppm, Ppm(run, task, 0, end), ModelRounding);
            }
        }
    }

    private static void CompareWithOverhead(GoldenComparison model, EdfKernelExperiment experiment)
    {
        if (experiment.ResponsesWithOverhead.Count == 0
            || experiment.Plan.Domains[0].Applications[0] is not WorkloadPlan { Kind: WorkloadKind.Periodic } job)
        {
            return;
        }

        WorkloadPlan slower = job with { Cost = job.Cost + Duration.FromNanoseconds(Overhead) };
        EdfRun run = Run(
            experiment.Plan with { Domains = [experiment.Plan.Domains[0] with { Applications = [slower] }] },
            Horizon(experiment));
        for (int i = 0; i < experiment.ResponsesWithOverhead.Count; i++)
        {
            long release = job.Gap.Nanoseconds * i;
            model.Check(
                $"{experiment.Id}.tasks[0]",
                $"response_us_with_overhead[{i}]",
                experiment.ResponsesWithOverhead[i].Nanoseconds,
                run.FinishOf(0, release) - release ?? -1);
        }
    }

    private static void CompareWithKernel(GoldenComparison kernel, EdfKernelExperiment experiment)
    {
        RunPlan plan = experiment.Plan;
        int admitted = Admitted(plan);
        long end = plan.Duration.Nanoseconds;
        for (int repetition = 0; repetition < experiment.MeasuredPpm.Count; repetition++)
        {
            IReadOnlyList<long> measured = experiment.MeasuredPpm[repetition];
            int[] tasks = [.. Enumerable.Range(0, measured.Count).Where(task => measured[task] >= 0)];
            kernel.Check($"{experiment.Id}.reps[{repetition}]", "admitted", tasks.Length, admitted);
            if (tasks.Length == 0 || tasks.Length > admitted)
            {
                continue;
            }

            // Which tasks asked last, and were refused, differs between repetitions. The start, with every period in
            // phase, is ours alone: shares count from the second period on.
            long start = tasks.Max(task => plan.Domains[task].Vcpus[0].Period.Nanoseconds);
            EdfRun run = Run(plan with { Domains = [.. tasks.Select(task => plan.Domains[task])] }, start + end);
            for (int i = 0; i < tasks.Length; i++)
            {
                // The kernel's overhead is part of the measured time of jobs, but not of their cost here.
                if (plan.Domains[tasks[i]].Applications[0] is WorkloadPlan { Kind: WorkloadKind.Hog })
                {
                    decimal share = measured[tasks[i]];
                    kernel.CheckWithin(
                        $"{experiment.Id}.reps[{repetition}][{tasks[i]}]",
                        "cpu_fraction_ppm",
                        share,
                        Ppm(run, i, start, start + end),
                        share * ShareTolerance);
                }
            }
        }
    }

    /// <summary>How many tasks fit if they ask one after the other.</summary>
    private static int Admitted(RunPlan plan)
    {
        int admitted = 0;
        foreach (DomainPlan domain in plan.Domains)
        {
            VcpuPlan terms = domain.Vcpus[0];
            EdfRun run = Run(
                plan with
                {
                    Domains =
                    [
                        .. plan.Domains.Take(admitted), domain with { Name = "asks", Vcpus = [new VcpuPlan()] },
                    ],
                },
                1);
            admitted +=
                ((EdfScheduler)run.Scheduler)
                    .CanReserve(admitted, terms.Period, terms.Slice, VirtualTime.Zero).Admitted ? 1 : 0;
        }

        return admitted;
    }

    private static EdfRun Run(RunPlan plan, long until)
    {
        EdfRun run = new(plan);
        run.Advance(until);
        return run;
    }

    /// <summary>Late jobs of a model may end beyond the experiment.</summary>
    private static long Horizon(EdfKernelExperiment experiment) => experiment.Plan.Duration.Nanoseconds * 2;

    private static decimal Ppm(EdfRun run, int task, long start, long end) =>
        run.SegmentsOf(task, end).Where(stretch => stretch.End > start)
            .Sum(stretch => stretch.End - Math.Max(stretch.Start, start)) * PartsPerMillion / (end - start);

    private static string Text((long Start, long End) stretch) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{stretch.Start} to {stretch.End} ns");
}
