using System.Globalization;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Placement;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios;
using Xenisol.Scenarios.Golden;

namespace Xenisol.Benchmarks;

/// <summary>
/// Half a minute of paired measurements: what is compared runs in turns, round by round, so that a noisy machine hits
/// both alike. Time is CPU time of the process.
/// </summary>
internal static class Quick
{
    private const int Rounds = 15;
    private const int WarmUp = 4;

    /// <summary>Measures everything whose name contains <paramref name="only"/>.</summary>
    public static void Run(TextWriter output, string only)
    {
        RunIf("phold-256", () => RunPhold(output, 256));
        RunIf("phold-16384", () => RunPhold(output, 16_384));
        RunIf("credit-10", () => RunCredit(output, "credit-10-ongaro-4pcpu.json", 600));
        RunIf("credit-40", () => RunCredit(output, "credit-40-dom0-heavy-io-4pcpu.json", 60));
        foreach (var kind in Enum.GetValues<SchedulerKind>().Where(kind => kind != SchedulerKind.Null))
        {
            RunIf($"scheduling-{kind}", () => SchedulingBenchmark.Run(output, kind));
        }

        RunIf("shaping", () => ShapingBenchmark.Run(output));
        RunIf("network", () => NetworkBenchmark.Run(output));
        RunIf("disks", () => DiskBenchmark.Run(output));
        RunIf("main", () => RunMain(output, "hybrid"));
        RunIf("main", () => RunMain(output, "credit"));

        void RunIf(string name, Action run)
        {
            if (name.Contains(only, StringComparison.OrdinalIgnoreCase))
            {
                run();
            }
        }
    }

    private static void RunPhold(TextWriter output, int pending)
    {
        var phold = new Phold(pending);
        var length = Duration.FromNanoseconds(1_000L * 1_000_000 / pending);
        for (var i = 0; i < WarmUp; i++)
        {
            var warm = phold.Engine(length);
            phold.Queue(warm);
            phold.Bare(warm);
            phold.BareReplacing(warm);
        }

        var engine = new List<double>();
        var queue = new List<double>();
        var bare = new List<double>();
        var replacing = new List<double>();
        var events = 0L;
        var allocated = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var count = 0L;
            engine.Add(PerSecond(() =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                count = phold.Engine(length);
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
                return count;
            }));
            bare.Add(PerSecond(() => phold.Bare(count)));
            replacing.Add(PerSecond(() => phold.BareReplacing(count)));
            queue.Add(PerSecond(() => phold.Queue(count)));
            events += count;
        }

        Line(output, $"PHOLD, {pending} pending, {events} events a side");
        Print(output, "engine, digest on", engine, bare);
        Print(output, "its queue alone", queue, bare);
        Print(output, "bare heap", bare, bare);
        Print(output, "bare heap, root replaced", replacing, bare);
        Line(output, $"  allocated by the engine: {allocated} B in {events} events");
    }

    private static void RunCredit(TextWriter output, string file, int virtualSeconds)
    {
        var plan = GoldenFile.Read(Path.Combine(AppContext.BaseDirectory, file)).Plan;
        var events = new List<double>();
        var speed = new List<double>();
        for (var round = 0; round < Rounds + WarmUp; round++)
        {
            var timeline = new World(plan).CreateTimeline(0);
            timeline.Advance(VirtualTime.FromNanoseconds(1));
            var rate = PerSecond(() => Advance(timeline, virtualSeconds));
            if (round >= WarmUp)
            {
                events.Add(rate);
                speed.Add(rate * virtualSeconds / timeline.Events);
            }
        }

        events.Sort();
        speed.Sort();
        Line(output, $"Scheduling only, {Path.GetFileNameWithoutExtension(file)}, {virtualSeconds} virtual s a round");
        Line(output, $"  {Median(events) / 1e6:F2} M messages/s ({events[0] / 1e6:F2} to {events[^1] / 1e6:F2})");
        Line(output, $"  {Median(speed):F0} virtual s per CPU-second ({speed[0]:F0} to {speed[^1]:F0})");
    }

    /// <summary>The main scenario through one partition, everything on but actors and traces.</summary>
    private static void RunMain(TextWriter output, string scheduler)
    {
        const int Seconds = 2;
        var file = Path.Combine(AppContext.BaseDirectory, "scenarios", "get-what-you-pay-for.yaml");
        var plan = ScenarioFile.Load(file, [$"hosts[0].scheduler={scheduler}", "warmup=0s", "duration=1h"]).Plan
            ?? throw new InvalidDataException($"{file} is no scenario.");
        var run = new SequentialRun(FirstFitPlacement.Place(plan).Plan);
        var packets = new List<double>();
        var speed = new List<double>();
        var messages = new List<double>();
        for (var round = 1; round <= WarmUp + Rounds; round++)
        {
            var (eventsBefore, packetsBefore) = (run.Events, PacketsOf(run));
            var end = VirtualTime.Zero + Duration.FromSeconds(round * Seconds);
            var rate = PerSecond(() =>
            {
                run.Advance(end);
                return run.Events - eventsBefore;
            });
            if (round > WarmUp)
            {
                var perEvent = rate / (run.Events - eventsBefore);
                messages.Add(rate);
                speed.Add(Seconds * perEvent);
                packets.Add((PacketsOf(run) - packetsBefore) * perEvent);
            }
        }

        messages.Sort();
        speed.Sort();
        packets.Sort();
        Line(output, $"Main scenario, {scheduler}, {Seconds} virtual s a round");
        Line(output, $"  {Median(packets) / 1e3:F0} k packets/s ({packets[0] / 1e3:F0} to {packets[^1] / 1e3:F0})");
        Line(output, $"  {Median(speed):F1} virtual s per CPU-second ({speed[0]:F1} to {speed[^1]:F1})");
        Line(output, $"  {Median(messages) / 1e6:F2} M messages/s");

        static long PacketsOf(SequentialRun run) => run.Report().Domains.Sum(domain => domain.Packets);
    }

    private static long Advance(Timeline timeline, int virtualSeconds)
    {
        var before = timeline.Events;
        timeline.Advance(VirtualTime.Zero + Duration.FromSeconds(virtualSeconds));
        return timeline.Events - before;
    }

    private static double PerSecond(Func<long> work)
    {
        var before = Environment.CpuUsage.TotalTime;
        var count = work();
        return count / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    private static void Print(TextWriter output, string name, List<double> rates, List<double> baseline)
    {
        var ratios = rates.Zip(baseline, (rate, other) => rate / other).Order().ToList();
        var sorted = rates.Order().ToList();
        var rate = Median(sorted) / 1e6;
        var (least, most) = (sorted[0] / 1e6, sorted[^1] / 1e6);
        var ratio = Median(ratios);
        Line(output, $"  {name,-24} {rate,6:F2} M/s ({least:F2} to {most:F2})");
        Line(output, $"  {"",-24} {ratio:P1} of bare ({ratios[0]:P1} to {ratios[^1]:P1})");
    }

    private static void Line(TextWriter output, FormattableString text) =>
        output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static double Median(List<double> sorted) => sorted[sorted.Count / 2];
}
