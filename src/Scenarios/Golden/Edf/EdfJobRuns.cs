using Xenisol.Emulation.Fleet;

namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>When jobs held a core: jobs of a task run one after the other, in the order of their releases.</summary>
internal sealed class EdfJobRuns
{
    private readonly RunPlan _plan;
    private readonly IReadOnlyList<(long Start, long End)>[] _stretches;
    private readonly int[] _next;
    private readonly long[] _free;

    /// <summary>The jobs of a run that has ended.</summary>
    public EdfJobRuns(RunPlan plan, EdfRun run, long end)
    {
        _plan = plan;
        _stretches = [.. Enumerable.Range(0, plan.Domains.Count).Select(task => run.SegmentsOf(task, end))];
        _next = new int[_stretches.Length];
        _free = new long[_stretches.Length];
    }

    /// <summary>When the next job of a task started, in ns, and in how many stretches it held a core until the end;
    /// null and 0 if it did not.</summary>
    /// <param name="task">The task.</param>
    /// <param name="release">When the job was released, in ns.</param>
    /// <param name="finish">When it completed; null if it did not.</param>
    public (long? Start, int Stretches) Next(int task, long release, long? finish)
    {
        WorkloadPlan workload = (WorkloadPlan)_plan.Domains[task].Applications[0];
        long ready = Math.Max(release, _free[task]);
        long over = finish ?? (workload.AbortsLate ? release + workload.Deadline.Nanoseconds : long.MaxValue);
        _free[task] = Math.Max(over, ready);
        IReadOnlyList<(long Start, long End)> stretches = _stretches[task];
        while (_next[task] < stretches.Count && stretches[_next[task]].End <= ready)
        {
            _next[task]++;
        }

        int last = _next[task];
        while (last < stretches.Count && stretches[last].Start < over)
        {
            last++;
        }

        int count = ready < over ? last - _next[task] : 0;
        return count > 0 ? (Math.Max(ready, stretches[_next[task]].Start), count) : (null, 0);
    }
}
