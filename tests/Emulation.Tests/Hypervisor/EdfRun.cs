using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>Runs a plan of bare workloads and notes when each job was released and completed, and who ran.</summary>
internal sealed class EdfRun : IWatcher
{
    private readonly Dictionary<(int Vcpu, long Release), long> _finishes = [];
    private readonly List<(int Vcpu, long Release)> _releases = [];
    private readonly List<(int Vcpu, long Start, long End)> _stints = [];
    private readonly Dictionary<int, (int Vcpu, long Start)> _since = [];

    public EdfRun(RunPlan plan)
    {
        Timeline = new World(plan).CreateTimeline(0);
        Timeline.Watcher = this;
    }

    public Timeline Timeline { get; }

    public bool WantsMessages => true;

    public IReadOnlyList<(int Vcpu, long Release)> Releases => _releases;

    public long? FinishOf(int vcpu, long release) =>
        _finishes.TryGetValue((vcpu, release), out var finish) ? finish : null;

    public void Advance(long nanoseconds) => Timeline.Advance(VirtualTime.FromNanoseconds(nanoseconds));

    /// <summary>When a vCPU held a core, up to <paramref name="end"/>; neighbours that touch are one.</summary>
    public IReadOnlyList<(long Start, long End)> SegmentsOf(int vcpu, long end)
    {
        var segments = _stints.Where(stint => stint.Vcpu == vcpu && stint.Start < end)
            .Select(stint => (stint.Start, End: Math.Min(stint.End, end)))
            .Concat(_since.Values.Where(one => one.Vcpu == vcpu && one.Start < end)
                .Select(one => (one.Start, End: end)));
        return Joined(segments);
    }

    public static IReadOnlyList<(long Start, long End)> Joined(IEnumerable<(long Start, long End)> segments)
    {
        var joined = new List<(long Start, long End)>();
        foreach (var (start, end) in segments.Where(segment => segment.Start < segment.End).Order())
        {
            if (joined.Count > 0 && joined[^1].End == start)
            {
                joined[^1] = (joined[^1].Start, end);
            }
            else
            {
                joined.Add((start, end));
            }
        }

        return joined;
    }

    public void Handled(in Envelope envelope)
    {
        var message = envelope.Message;
        if (message.Kind != MessageKind.Switch)
        {
            return;
        }

        var now = envelope.Order.At.Nanoseconds;
        if (_since.Remove(message.Target, out var left))
        {
            _stints.Add((left.Vcpu, left.Start, now));
        }

        if (message.Port != HostScheduler.IdlePort)
        {
            _since[message.Target] = (message.Port, now);
        }
    }

    public void Observed(VirtualTime at, int source, in Message observation)
    {
        if (observation.Kind == MessageKind.ObservedRelease)
        {
            _releases.Add((observation.Port, observation.A));
        }
        else if (observation.Kind == MessageKind.ObservedResponse)
        {
            _finishes[(observation.Port, at.Nanoseconds - observation.A)] = at.Nanoseconds;
        }
    }
}
