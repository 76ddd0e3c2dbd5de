using System.Globalization;
using Xenisol.Emulation.Time;

namespace Xenisol.Benchmarks;

/// <summary>
/// Half a minute of paired measurements: what is compared runs in turns, round by round, so that a noisy machine hits
/// both alike. Time is CPU time of the process.
/// </summary>
internal static class Quick
{
    private const int Rounds = 15;

    public static void Run(TextWriter output, string only)
    {
        RunIf("phold-256", () => RunPhold(output, 256));
        RunIf("phold-16384", () => RunPhold(output, 16_384));

        void RunIf(string name, Action run)
        {
            if (name.Contains(only, StringComparison.Ordinal))
            {
                run();
            }
        }
    }

    private static void RunPhold(TextWriter output, int pending)
    {
        var phold = new Phold(pending);
        var length = Duration.FromNanoseconds(1_000L * 1_000_000 / pending);
        for (var i = 0; i < 4; i++)
        {
            phold.BareReplacing(phold.Engine(length));
            phold.Bare(1_000_000);
        }

        var engine = new List<double>();
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
            bare.Add(PerSecond(() => count = Pass(phold.Bare, count)));
            replacing.Add(PerSecond(() => count = Pass(phold.BareReplacing, count)));
            events += count;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"PHOLD, {pending} pending, {events} events a side"));
        Print(output, "engine", engine, bare);
        Print(output, "bare heap", bare, bare);
        Print(output, "bare heap, root replaced", replacing, bare);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  allocated by the engine: {allocated} B in {events} events"));
    }

    private static long Pass(Func<long, long> loop, long events)
    {
        loop(events);
        return events;
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
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-26} {Median(sorted) / 1e6,6:F2} M/s ({sorted[0] / 1e6:F2} to {sorted[^1] / 1e6:F2}), "
            + $"{Median(ratios):P1} of bare ({ratios[0]:P1} to {ratios[^1]:P1})"));
    }

    private static double Median(List<double> sorted) => sorted[sorted.Count / 2];
}
