using System.Globalization;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Tests.Hypervisor;
using Xenisol.Emulation.Time;

namespace Xenisol.Benchmarks;

/// <summary>
/// Scheduling only, every policy: a small host (4 cores, 16 vCPUs) and a great one (64 cores, 512 vCPUs) under the same
/// mixed load, in turns. The question: what does a decision cost, and does it grow with the host?
/// </summary>
internal sealed class SchedulingBenchmark
{
    private const int Rounds = 11;
    private readonly Host _small;
    private readonly Host _great;

    private SchedulingBenchmark(SchedulerKind kind)
    {
        _small = new Host(kind, 4, 16, 16);
        _great = new Host(kind, 64, 512, 1);
    }

    /// <summary>Measures one policy and prints its line.</summary>
    public static void Run(TextWriter output, SchedulerKind kind)
    {
        var benchmark = new SchedulingBenchmark(kind);
        var ratios = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            ratios.Add(1 / benchmark._small.Round() * benchmark._great.Round());
        }

        ratios.Sort();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Scheduling, {kind}: 64 cores cost {ratios[Rounds / 2]:F2} times as much per decision as 4"
            + $" ({ratios[0]:F2} to {ratios[^1]:F2})"));
        benchmark._small.Print(output);
        benchmark._great.Print(output);
    }

    private sealed class Host
    {
        private readonly Timeline _timeline;
        private readonly string _name;
        private readonly int _seconds;
        private readonly List<double> _speed = [];
        private readonly List<double> _costs = [];
        private readonly List<double> _messages = [];
        private long _now;
        private long _allocated;

        public Host(SchedulerKind kind, int cores, int vcpus, int seconds)
        {
            _name = $"{cores} cores, {vcpus} vCPUs";
            _seconds = seconds;
            _timeline = new World(MixedLoad.Plan(kind, cores, vcpus)).CreateTimeline(0);

            // Long enough for the compiler's last tier.
            for (var i = 0; i < 6; i++)
            {
                Advance();
            }
        }

        private HostScheduler Scheduler => (HostScheduler)_timeline.Processes[0];

        /// <summary>One round; returns the nanoseconds of CPU time per decision.</summary>
        public double Round()
        {
            var (events, decisions) = (_timeline.Events, Scheduler.ScheduleCalls);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Environment.CpuUsage.TotalTime;
            Advance();
            var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
            _allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            _speed.Add(_seconds / seconds);
            _costs.Add(seconds * 1e9 / (Scheduler.ScheduleCalls - decisions));
            _messages.Add((_timeline.Events - events) / seconds);
            return _costs[^1];
        }

        public void Print(TextWriter output)
        {
            _speed.Sort();
            _costs.Sort();
            _messages.Sort();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {_name}: {_speed[Rounds / 2]:F0} virtual s per CPU-second"
                + $" ({_speed[0]:F0} to {_speed[^1]:F0}), {_costs[Rounds / 2]:F0} ns a decision"
                + $" ({_costs[0]:F0} to {_costs[^1]:F0}), {_messages[Rounds / 2] / 1e6:F1} M messages/s,"
                + $" allocated {_allocated} B"));
        }

        private void Advance()
        {
            _now += _seconds * 1_000_000_000L;
            _timeline.Advance(VirtualTime.FromNanoseconds(_now));
        }
    }
}
