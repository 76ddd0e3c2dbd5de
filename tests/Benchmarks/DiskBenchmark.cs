using System.Globalization;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Placement;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios;

namespace Xenisol.Benchmarks;

/// <summary>
/// Eight domains that read pages at random from one NVMe disk, at depth 8 each. The question: what does an access cost
/// from the application through guest, driver domain and disk and back?
/// </summary>
internal static class DiskBenchmark
{
    private const int Rounds = 11;
    private const int WarmUp = 3;
    private const int MillisecondsARound = 500;

    private const string Scenario = """
        name: Disk benchmark
        duration: 1h
        machine: xeon-2008
        hosts:
        - { name: host, cores: 8, disk: nvme, driverDomain: { vcpus: 1 } }
        plans:
        - { name: any }
        tenants:
        - name: tenant
          plan: any
          domains:
          - { name: db, count: 8, app: { disk: { pattern: random, block: 4KiB, depth: 8 } } }
        """;

    /// <summary>Measures and prints accesses per CPU-second and bytes allocated.</summary>
    public static void Run(TextWriter output)
    {
        var plan = ScenarioFile.Parse(Scenario, "disk benchmark", "", []).Plan
            ?? throw new InvalidDataException("The benchmark's scenario has errors.");
        var run = new SequentialRun(FirstFitPlacement.Place(plan).Plan);
        var rates = new List<double>();
        var messages = 0L;
        var accesses = 0L;
        var allocated = 0L;
        for (var round = 1; round <= WarmUp + Rounds; round++)
        {
            var (eventsBefore, accessesBefore) = (run.Events, AccessesOf(run));
            var end = VirtualTime.Zero + Duration.FromMilliseconds(round * (long)MillisecondsARound);
            var bytesBefore = GC.GetAllocatedBytesForCurrentThread();
            var start = Environment.CpuUsage.TotalTime;
            run.Advance(end);
            var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
            var bytes = GC.GetAllocatedBytesForCurrentThread() - bytesBefore;
            if (round > WarmUp)
            {
                var done = AccessesOf(run) - accessesBefore;
                rates.Add(done / seconds / 1e3);
                accesses += done;
                messages += run.Events - eventsBefore;
                allocated += bytes;
            }
        }

        rates.Sort();
        output.WriteLine($"Disks, 8 domains at depth 8 on one NVMe disk, {accesses} accesses");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {rates[rates.Count / 2]:F0} k accesses/s ({rates[0]:F0} to {rates[^1]:F0}), "
            + $"{(double)messages / accesses:F1} messages each, {allocated} B allocated"));
    }

    private static long AccessesOf(SequentialRun run) => run.Report().Domains.Sum(domain => domain.Disk!.Reads);
}
