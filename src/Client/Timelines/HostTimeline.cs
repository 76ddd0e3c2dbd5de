using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Grains;

namespace Xenisol.Client.Timelines;

/// <summary>Turns what was seen of one host into states of its vCPUs and instants on its tracks.</summary>
/// <remarks>
/// Invariants: a core holds at most one vCPU, a vCPU at most one core; whatever leaves a core is told before what
/// enters it. A vCPU that blocks keeps its core until the scheduler takes it away, in the same instant, and if it is
/// woken before, it never left.
/// </remarks>
internal sealed class HostTimeline
{
    private const int Nobody = -1;

    /// <summary>The port of a switch to nothing.</summary>
    private const int NoVcpu = ushort.MaxValue;

    private readonly int _host;
    private readonly int _machine;
    private readonly int _scheduler;
    private readonly long _migrations;
    private readonly bool _replenishesEachVcpu;
    private readonly TimelineVcpu[] _vcpus;
    private readonly VcpuCourse[] _courses;
    private readonly int[] _current;
    private readonly JobsUnderWay _jobs;
    private readonly PerfettoWriter _writer;
    private readonly TimelineTally _tally;

    /// <summary>A host all of whose vCPUs are blocked.</summary>
    /// <param name="host">Its position in the plan.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="machine">Its number in the trace; 0 if it is the only one.</param>
    /// <param name="scheduler">The identity of its scheduler; the cores follow.</param>
    /// <param name="migrations">The track of its migrations.</param>
    /// <param name="vcpus">Its vCPUs, by their index on it.</param>
    /// <param name="shared">What all hosts of the trace share.</param>
    public HostTimeline(
        int host,
        HostPlan plan,
        int machine,
        int scheduler,
        long migrations,
        IReadOnlyList<TimelineVcpu> vcpus,
        (PerfettoWriter Writer, JobsUnderWay Jobs, TimelineTally Tally) shared)
    {
        _host = host;
        _machine = machine;
        _scheduler = scheduler;
        _migrations = migrations;

        // One timer of RTDS serves all its vCPUs, and does not say whom.
        _replenishesEachVcpu = plan.Scheduler.Kind != SchedulerKind.Rtds;
        _vcpus = [.. vcpus];
        _courses = new VcpuCourse[_vcpus.Length];
        _courses.AsSpan().Fill(new VcpuCourse { Blocked = true });
        _current = new int[plan.Cores];
        _current.AsSpan().Fill(Nobody);
        (_writer, _jobs, _tally) = shared;
    }

    /// <summary>Writes who is who, and that all sleep.</summary>
    public void Begin(string name)
    {
        _writer.Host(_machine, name);
        _writer.Tree(_machine, _vcpus);
        _writer.Names(_machine, _vcpus);
        _writer.Track(_machine, _migrations, $"{name}: migrations");
        foreach (var vcpu in _vcpus)
        {
            _writer.Track(_machine, vcpu);
        }

        for (var vcpu = 0; vcpu < _vcpus.Length; vcpu++)
        {
            Tell(0, vcpu, _courses[vcpu].OffCore);
        }
    }

    public void Take(in WatchedMessage seen)
    {
        var (at, port) = (seen.AtNanoseconds, seen.Port);
        switch (seen.Kind)
        {
            case MessageKind.Wake:
                _tally.WakeUps++;
                _courses[port].Blocked = false;
                TellIfOffCore(at, port);
                break;
            case MessageKind.Block:
                _courses[port].Blocked = true;
                TellIfOffCore(at, port);
                break;
            case MessageKind.ObservedPaused:
                _courses[port].Paused = seen.A == 1;
                if (!_courses[port].Blocked)
                {
                    TellIfOffCore(at, port);
                }

                break;
            case MessageKind.Switch:
                Switch(seen);
                break;
            case MessageKind.Replenish when _replenishesEachVcpu:
                _writer.Instant(_machine, at, _vcpus[port].Track, TimelineEvent.Replenished, []);
                break;
            case MessageKind.ObservedRelease when seen.B > 0:
                Release(at, new TimelineJob(_host, port, seen.A, seen.B));
                break;
            case MessageKind.ObservedDeadlineMet:
            case MessageKind.ObservedDeadlineMissed:
                var missed = seen.Kind == MessageKind.ObservedDeadlineMissed;
                Judge(at, new TimelineJob(_host, port, seen.A, seen.B), missed);
                break;
            default:
                break;
        }
    }

    /// <summary>Ends whatever goes on: jobs that are late already missed their deadline, vCPUs stop.</summary>
    public void End(long at)
    {
        foreach (var job in _jobs.Late(_host, at))
        {
            Judge(at, job, missed: true);
        }

        for (var vcpu = 0; vcpu < _vcpus.Length; vcpu++)
        {
            if (_courses[vcpu].OnCore || _courses[vcpu].OffCore == TaskState.Runnable)
            {
                Tell(at, vcpu, TaskState.Stopped);
            }
        }
    }

    private void Switch(in WatchedMessage seen)
    {
        var core = seen.Component - _scheduler - 1;
        if (_current[core] is var previous && previous != Nobody)
        {
            _courses[previous].OnCore = false;
            Tell(seen.AtNanoseconds, previous, _courses[previous].OffCore);
        }

        _current[core] = seen.Port == NoVcpu ? Nobody : seen.Port;
        if (_current[core] is not (var next and not Nobody))
        {
            return;
        }

        ref var course = ref _courses[next];
        var from = course.Core;
        (course.OnCore, course.Core) = (true, core);
        _tally.Slices++;
        Tell(seen.AtNanoseconds, next, TaskState.Running);
        if (seen.B == 1)
        {
            _tally.Migrations++;
            _writer.Instant(
                _machine,
                seen.AtNanoseconds,
                _migrations,
                TimelineEvent.Migration,
                [
                    new TimelineAnnotation(TimelineFigure.Vcpu, _vcpus[next].Tid),
                    new TimelineAnnotation(TimelineFigure.FromCore, from),
                    new TimelineAnnotation(TimelineFigure.ToCore, core),
                ]);
        }
    }

    private void Release(long at, in TimelineJob job) =>
        _writer.Instant(
            _machine,
            at,
            _vcpus[job.Vcpu].Track,
            TimelineEvent.Release,
            [new TimelineAnnotation(TimelineFigure.DeadlineNanoseconds, job.Deadline)],
            begins: _jobs.Add(job));

    private void Judge(long at, in TimelineJob job, bool missed)
    {
        _tally.Judge(missed);
        _writer.Instant(
            _machine,
            at,
            _vcpus[job.Vcpu].Track,
            missed ? TimelineEvent.DeadlineMissed : TimelineEvent.DeadlineMet,
            [
                new TimelineAnnotation(TimelineFigure.ReleaseNanoseconds, job.Release),
                new TimelineAnnotation(TimelineFigure.DeadlineNanoseconds, job.Deadline),
                new TimelineAnnotation(TimelineFigure.ResponseNanoseconds, at - job.Release),
            ],
            ends: _jobs.Remove(job));
    }

    private void TellIfOffCore(long at, int vcpu)
    {
        if (!_courses[vcpu].OnCore)
        {
            Tell(at, vcpu, _courses[vcpu].OffCore);
        }
    }

    private void Tell(long at, int vcpu, TaskState state) =>
        _writer.State(_machine, at, _courses[vcpu].Core, _vcpus[vcpu].Tid, state);
}
