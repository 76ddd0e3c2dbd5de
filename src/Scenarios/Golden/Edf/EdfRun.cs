using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>Runs a plan of bare workloads and notes when each job was released and completed, and who ran.</summary>
internal sealed class EdfRun : IWatcher
{
    /// <summary>Jobs and stretches; a file that holds as many has half a gigabyte.</summary>
    private const int RecordsMax = 2_000_000;

    private readonly Dictionary<(int Vcpu, long Release), List<long>> _finishes = [];
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

    public HostScheduler Scheduler => (HostScheduler)Timeline.Processes[0];

    /// <summary>When a job was completed; null if it was not.</summary>
    /// <param name="vcpu">Whose job.</param>
    /// <param name="release">When it was released, in ns.</param>
    /// <param name="among">Which one, if several were released at that instant.</param>
    public long? FinishOf(int vcpu, long release, int among = 0) =>
        _finishes.TryGetValue((vcpu, release), out List<long>? finishes) && among < finishes.Count
            ? finishes[among]
            : null;

    public void Advance(long nanoseconds) => Timeline.Advance(VirtualTime.FromNanoseconds(nanoseconds));

    /// <summary>When a vCPU held a core, up to <paramref name="end"/>; neighbours that touch are one.</summary>
    public IReadOnlyList<(long Start, long End)> SegmentsOf(int vcpu, long end)
    {
        IEnumerable<(long Start, long End)> segments = _stints.Where(stint => stint.Vcpu == vcpu && stint.Start < end)
            .Select(stint => (stint.Start, End: Math.Min(stint.End, end)))
            .Concat(_since.Values.Where(one => one.Vcpu == vcpu && one.Start < end)
                .Select(one => (one.Start, End: end)));
        return Joined(segments);
    }

    public static IReadOnlyList<(long Start, long End)> Joined(IEnumerable<(long Start, long End)> segments)
    {
        List<(long Start, long End)> joined = [];
        foreach ((long start, long end) in segments.Where(segment => segment.Start < segment.End).Order())
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
        Message message = envelope.Message;
        if (message.Kind != MessageKind.Switch)
        {
            return;
        }

        long now = envelope.Order.At.Nanoseconds;
        if (_since.Remove(message.Target, out (int Vcpu, long Start) left))
        {
            _stints.Add((left.Vcpu, left.Start, now));
            RequireRoom(_stints.Count);
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
            RequireRoom(_releases.Count);
        }
        else if (observation.Kind == MessageKind.ObservedResponse)
        {
            (int, long) job = (observation.Port, at.Nanoseconds - observation.A);
            if (!_finishes.TryGetValue(job, out List<long>? finishes))
            {
                _finishes.Add(job, finishes = []);
            }

            finishes.Add(at.Nanoseconds);
        }
    }

    private static void RequireRoom(int records)
    {
        if (records > RecordsMax)
        {
            throw new InvalidDataException(
                $"the tasks have more than {RecordsMax} jobs or stretches on a core until the horizon: it must be "
                + "shorter, or the periods longer.");
        }
    }
}
