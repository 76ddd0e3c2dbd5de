namespace Xenisol.Client.Timelines;

/// <summary>Jobs with a deadline that were released and have no verdict yet; as many as wait or run.</summary>
internal sealed class JobsUnderWay
{
    private readonly Dictionary<TimelineJob, (ulong Flow, int Count)> _jobs = [];
    private ulong _flows;

    /// <summary>A job was released; returns the flow from here to its verdict. Equal jobs share one.</summary>
    public ulong Add(in TimelineJob job)
    {
        var (flow, count) = _jobs.TryGetValue(job, out var known) ? known : (++_flows, 0);
        _jobs[job] = (flow, count + 1);
        return flow;
    }

    /// <summary>A job has its verdict; returns its flow.</summary>
    public ulong Remove(in TimelineJob job)
    {
        var (flow, count) = _jobs[job];
        if (count == 1)
        {
            _jobs.Remove(job);
        }
        else
        {
            _jobs[job] = (flow, count - 1);
        }

        return flow;
    }

    /// <summary>The jobs of a host whose deadline lies before an instant, by vCPU and release; equal ones repeat.
    /// </summary>
    public IReadOnlyList<TimelineJob> Late(int host, long at) =>
    [
        .. _jobs.Where(entry => entry.Key.Host == host && entry.Key.Deadline < at)
            .OrderBy(entry => entry.Key.Vcpu).ThenBy(entry => entry.Key.Release).ThenBy(entry => entry.Key.Deadline)
            .SelectMany(entry => Enumerable.Repeat(entry.Key, entry.Value.Count)),
    ];
}
