using System.Globalization;
using System.Text;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>
/// Constant-bandwidth servers by the text of the EDF golden files alone: "soft: q=Q, d+=P at once, stays ready; hard:
/// throttled until d (timer), then d+=P, q+=Q (also if idle); if d already passed, replenish at once". It steps
/// through whole milliseconds and shares no code with the emulation. Ties: a running job, then the earlier release,
/// then the lower number; whoever was throttled, be it for no time, or goes on with its next job does not run.
/// </summary>
internal sealed class ServerReference(int cores, bool soft)
{
    private readonly List<Task> _tasks = [];

    /// <summary>Adds a server of <paramref name="slice"/> in each <paramref name="period"/> and its arrivals.</summary>
    public void AddServer(int period, int slice, IEnumerable<(int At, int Cost)> arrivals)
    {
        var task = new Task { Period = period, Slice = slice, IsServer = true, Deadline = -1 };
        task.Jobs.AddRange(arrivals.Select(arrival => new Job(arrival.At, arrival.Cost, 0)));
        _tasks.Add(task);
    }

    /// <summary>Adds a task that needs <paramref name="slice"/> in each <paramref name="period"/>.</summary>
    public void AddTask(int period, int slice, int horizon)
    {
        var task = new Task { Period = period, Slice = slice };
        for (var at = 0; at < horizon; at += period)
        {
            task.Jobs.Add(new Job(at, slice, at + period));
        }

        _tasks.Add(task);
    }

    /// <summary>Runs, and writes everything as a golden file.</summary>
    public string Run(int horizon)
    {
        for (var now = 0; now < horizon; now++)
        {
            Begin(now);
            Dispatch(now);
            End(now + 1);
        }

        return Write(horizon);
    }

    /// <summary>How long each ran, in the order in which they were added.</summary>
    public int[] CpuTimes() => [.. _tasks.Select(task => task.Jobs.Sum(job => job.Ran.Count))];

    private void Begin(int now)
    {
        foreach (var task in _tasks)
        {
            if (task.Throttled && task.Deadline <= now)
            {
                (task.Throttled, task.Deadline, task.Budget) = (false, task.Deadline + task.Period, task.Slice);
            }

            while (task.Arrived < task.Jobs.Count && task.Jobs[task.Arrived].At == now)
            {
                if (task is { IsServer: true, Throttled: false } && task.Done == task.Arrived)
                {
                    Wake(task, now);
                }

                task.Arrived++;
            }
        }
    }

    private void Wake(Task task, int now)
    {
        var (left, allowed) = (task.Budget * task.Period, (task.Deadline - now) * task.Slice);
        if (soft ? task.Deadline <= now || left >= allowed : task.Deadline < now || left > allowed)
        {
            (task.Budget, task.Deadline) = (task.Slice, now + task.Period);
        }
    }

    private void Dispatch(int now)
    {
        Task[] chosen =
        [
            .. _tasks.Where(task => task.Done < task.Arrived && !task.Throttled)
                .OrderBy(task => task.IsServer ? task.Deadline : task.Jobs[task.Done].Deadline)
                .ThenBy(task => task.Running ? 0 : 1)
                .ThenBy(task => task.Jobs[task.Done].At)
                .Take(cores),
        ];
        foreach (var task in _tasks)
        {
            task.Running = chosen.Contains(task);
            if (task.Running)
            {
                task.Jobs[task.Done].Ran.Add(now);
                task.Budget--;
            }
        }
    }

    private void End(int now)
    {
        foreach (var task in _tasks.Where(task => task.Running))
        {
            var job = task.Jobs[task.Done];
            if (job.Ran.Count == job.Cost)
            {
                job.Finish = now;
                task.Done++;
                task.Running = false;
            }

            if (task is { IsServer: true, Budget: 0 })
            {
                Exhaust(task, now);
            }
        }
    }

    private void Exhaust(Task task, int now)
    {
        if (soft || task.Deadline <= now)
        {
            (task.Budget, task.Deadline) = (task.Slice, task.Deadline + task.Period);
            task.Running &= soft;
        }
        else
        {
            (task.Throttled, task.Running) = (true, false);
        }
    }

    private string Write(int horizon)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture, $$"""{"id":"random","cpus":{{cores}},"horizon":{{horizon}},"tasks":[""");
        text.AppendJoin(',', _tasks.Select((task, i) => task.IsServer
            ? $$"""{"name":"T{{i}}","server":{"Q":{{task.Slice}},"P":{{task.Period}}},"""
                + $$""" "arrivals":[{{Arrivals(task)}}]}"""
            : $$"""{"name":"T{{i}}","C":{{task.Slice}},"period":{{task.Period}}}"""));
        text.Append(CultureInfo.InvariantCulture, $$"""],"{{(soft ? "soft" : "hard")}}":{"jobs":[""");
        text.AppendJoin(',', _tasks.SelectMany((task, i) =>
            task.Jobs.Where(job => job.At < horizon).Select(job => Write(job, i, horizon))));
        return text.Append("]}}").ToString();
    }

    private static string Arrivals(Task task) =>
        string.Join(',', task.Jobs.Select(job => $"[{job.At},{job.Cost}]"));

    private static string Write(Job job, int task, int horizon)
    {
        var missed = job.Deadline > 0 && (job.Finish is { } at ? at > job.Deadline : job.Deadline <= horizon);
        var ran = string.Join(',', job.Ran.Select(at => $"[{at},{at + 1},0]"));
        return $$"""{"task":"T{{task}}","release":{{job.At}},"finish":{{job.Finish?.ToString() ?? "null"}}"""
            + $$""","missed":{{(missed ? "true" : "false")}},"segments":[{{ran}}]}""";
    }

    private sealed class Task
    {
        public int Period { get; init; }

        public int Slice { get; init; }

        public bool IsServer { get; init; }

        public int Budget { get; set; }

        public int Deadline { get; set; }

        public bool Throttled { get; set; }

        public bool Running { get; set; }

        public int Arrived { get; set; }

        public int Done { get; set; }

        public List<Job> Jobs { get; } = [];
    }

    private sealed record Job(int At, int Cost, int Deadline)
    {
        public List<int> Ran { get; } = [];

        public int? Finish { get; set; }
    }
}
