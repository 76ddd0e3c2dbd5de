using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Hypervisor.Credit;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Golden;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>Runs a golden scenario and lists every number that differs from what Xen's own source gave.</summary>
internal sealed class GoldenRun : IWatcher
{
    private readonly GoldenScenario _scenario;
    private readonly World _world;
    private readonly List<GoldenSwitch> _trace = [];
    private readonly List<long>[] _wakeLatencies;
    private readonly List<long>[] _responses;
    private readonly List<long>[] _endToEnds;
    private readonly List<long>[] _releases;
    private readonly List<string> _differences = [];

    public GoldenRun(GoldenScenario scenario)
    {
        _scenario = scenario;
        _world = new World(scenario.Plan);
        var vcpus = scenario.Plan.Domains.Sum(domain => domain.Vcpus.Count);
        _wakeLatencies = Lists(vcpus);
        _responses = Lists(vcpus);
        _endToEnds = Lists(vcpus);
        _releases = Lists(vcpus);
    }

    public bool WantsMessages => true;

    public static IReadOnlyList<string> Differences(GoldenScenario scenario, string engine) =>
        new GoldenRun(With(scenario, EraOf(engine)))
            .Compare(scenario.Results.Single(result => result.Engine == engine));

    private static CreditEra EraOf(string engine) => engine switch
    {
        "xen-4.23-dev" => CreditEra.Xen423,
        "xen-4.0.0" => CreditEra.Xen40,
        "xen-3.4.0-rc3" => CreditEra.Xen34,
        "xen-3.3.0" => CreditEra.Xen33,
        _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, "Unknown engine."),
    };

    private static GoldenScenario With(GoldenScenario scenario, CreditEra era)
    {
        var host = scenario.Plan.Hosts[0];
        var aged = host with { Scheduler = host.Scheduler with { Era = era } };
        return scenario with { Plan = scenario.Plan with { Hosts = [aged] } };
    }

    public void Handled(in Envelope envelope)
    {
        var message = envelope.Message;
        if (message.Kind == MessageKind.Switch)
        {
            var vcpu = message.Port == HostScheduler.IdlePort ? -1 : message.Port;
            _trace.Add(new GoldenSwitch(envelope.Order.At, message.Target - 1, vcpu));
        }
    }

    public void Observed(VirtualTime at, int source, in Message observation)
    {
        switch (observation.Kind)
        {
            case MessageKind.ObservedRelease:
                _releases[observation.Port].Add(observation.A);
                break;
            case MessageKind.ObservedWakeLatency:
                _wakeLatencies[observation.Port].Add(observation.A);
                break;
            case MessageKind.ObservedResponse:
                _responses[observation.Port].Add(observation.A);
                if (observation.B >= 0)
                {
                    _endToEnds[observation.Port].Add(observation.B);
                }

                break;
            default:
                break;
        }
    }

    /// <summary>A timeline at its start with the scenario's parameter changes queued as commands.</summary>
    public static Timeline Prepare(GoldenScenario scenario, World world, IComponentGateway? gateway = null)
    {
        var timeline = world.CreateTimeline(0, gateway);
        var position = 0;
        foreach (var change in scenario.ParameterChanges)
        {
            var domain = scenario.Plan.Domains.ToList().FindIndex(domain => domain.Name == change.Domain);
            timeline.Command(
                change.At,
                position++,
                new Message(0, MessageKind.SetCredit, (ushort)domain, change.Weight, change.CapPercent));
        }

        return timeline;
    }

    private static List<long>[] Lists(int count) => [.. Enumerable.Range(0, count).Select(_ => new List<long>())];

    private IReadOnlyList<string> Compare(GoldenResult expected)
    {
        var timeline = Prepare(_scenario, _world);
        timeline.Watcher = this;
        var scheduler = (CreditScheduler)timeline.Processes[0];
        var samples = expected.Vcpus.SelectMany(vcpu => vcpu.RuntimeAt.Select(sample => sample.At)).Distinct().Order();
        foreach (var at in samples)
        {
            timeline.Advance(at);
            for (var i = 0; i < expected.Vcpus.Count; i++)
            {
                var sample = expected.Vcpus[i].RuntimeAt.Single(sample => sample.At == at);
                Check($"{expected.Vcpus[i].Name} runtime at {at}", sample.Runtime, Runtime(scheduler, i, at));
            }
        }

        var end = VirtualTime.Zero + _scenario.Plan.Duration;
        timeline.Advance(end);
        CompareHost(expected, scheduler, timeline, end);
        for (var i = 0; i < expected.Vcpus.Count; i++)
        {
            CompareVcpu(expected.Vcpus[i], scheduler, timeline, i, end);
        }

        for (var i = 0; i < expected.Trace.Count; i++)
        {
            Check($"trace {i}", expected.Trace[i], i < _trace.Count ? _trace[i] : default);
        }

        return _differences;
    }

    private void CompareHost(GoldenResult expected, CreditScheduler scheduler, Timeline timeline, VirtualTime end)
    {
        Check("schedule calls", expected.ScheduleCalls, scheduler.ScheduleCalls);
        Check("parks", expected.Parks, scheduler.Parks);
        for (var i = 0; i < expected.Pcpus.Count; i++)
        {
            var core = (PhysicalCore)timeline.Processes[1 + i];
            Check($"pCPU {i} busy", expected.Pcpus[i].Busy.Nanoseconds, core.AccountsAt(end).Run);
            Check($"pCPU {i} switches", expected.Pcpus[i].Switches, scheduler.Pcpus[i].Switches);
        }
    }

    private void CompareVcpu(
        GoldenVcpuResult expected, CreditScheduler scheduler, Timeline timeline, int index, VirtualTime end)
    {
        ref var actual = ref scheduler.Vcpu(index);
        Check($"{expected.Name} runtime", expected.Runtime, Runtime(scheduler, index, end));
        Check($"{expected.Name} dispatches", expected.Dispatches, actual.Dispatches);
        Check($"{expected.Name} preemptions", expected.Preemptions, actual.Preemptions);
        Check($"{expected.Name} migrations", expected.Migrations, actual.Migrations);
        Check($"{expected.Name} wakes", expected.Wakes, actual.Wakes);
        Check($"{expected.Name} yields", expected.Yields ?? actual.Yields, actual.Yields);
        var counts = timeline.Processes.OfType<Domain>()
            .SelectMany(domain => domain.Applications).OfType<Workload>().ElementAt(index).Counts;
        Check($"{expected.Name} jobs released", expected.JobsReleased, counts.Released);
        Check($"{expected.Name} jobs completed", expected.JobsCompleted, counts.Completed);
        Check($"{expected.Name} misses", expected.DeadlineMisses, counts.Missed);
        CompareLatency($"{expected.Name} wake latency", expected.WakeLatency, _wakeLatencies[index]);
        CompareLatency($"{expected.Name} response", expected.Response, _responses[index]);
        if (expected.EndToEnd is not null)
        {
            CompareLatency($"{expected.Name} end to end", expected.EndToEnd, _endToEnds[index]);
        }

        for (var i = 0; i < expected.FirstReleases.Count; i++)
        {
            var release = i < _releases[index].Count ? _releases[index][i] : -1;
            Check($"{expected.Name} release {i}", expected.FirstReleases[i].Nanoseconds, release);
        }
    }

    private void CompareLatency(string what, GoldenLatency expected, List<long> samples)
    {
        Check($"{what} n", expected.Count, samples.Count);
        if (samples.Count == 0)
        {
            return;
        }

        samples.Sort();
        var sum = samples.Sum();
        CheckIfGiven($"{what} mean", expected.Mean, (sum + (samples.Count / 2)) / samples.Count);
        CheckIfGiven($"{what} min", expected.Min, samples[0]);
        CheckIfGiven($"{what} max", expected.Max, samples[^1]);
        CheckIfGiven($"{what} p50", expected.P50, Percentile(samples, 50));
        CheckIfGiven($"{what} p90", expected.P90, Percentile(samples, 90));
        CheckIfGiven($"{what} p95", expected.P95, Percentile(samples, 95));
        CheckIfGiven($"{what} p99", expected.P99, Percentile(samples, 99));
    }

    private static long Percentile(List<long> sorted, int percent) =>
        sorted[((percent * sorted.Count) + 99) / 100 - 1];

    private static Duration Runtime(HostScheduler scheduler, int vcpu, VirtualTime at) =>
        Duration.FromNanoseconds(scheduler.RuntimeOf(vcpu, at.Nanoseconds));

    private void CheckIfGiven(string what, Duration? expected, long actual)
    {
        if (expected is { } value)
        {
            Check(what, value.Nanoseconds, actual);
        }
    }

    private void Check<T>(string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            _differences.Add($"{what}: expected {expected}, got {actual}");
        }
    }
}
