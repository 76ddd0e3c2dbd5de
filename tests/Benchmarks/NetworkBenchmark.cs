using System.Globalization;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Placement;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios;

namespace Xenisol.Benchmarks;

/// <summary>
/// Eight domains behind one gigabit card, each with an HTB class of its own: four answer requests of remote clients,
/// four send bulk streams as fast as their classes let them. The question: what does a frame cost end to end, client,
/// wire, card, driver domain, guest and back through token buckets? Schedulers run in turns.
/// </summary>
internal sealed class NetworkBenchmark
{
    private const int Rounds = 15;
    private const int WarmUp = 4;
    private const int MillisecondsARound = 500;

    private const string Scenario = """
        name: Network benchmark
        duration: 1h
        machine: xeon-2008
        hosts:
        - name: host
          cores: 4
          nic: 1Gbit/s
          driverDomain: { vcpus: 1, cpu: { period: 5ms, slice: 4ms }, copy: always, shaping: htb }
        plans:
        - { name: any, cpu: { weight: 256 }, network: { rate: 100Mbit/s, ceil: 300Mbit/s } }
        tenants:
        - name: tenant
          plan: any
          domains:
          - { name: web, count: 4, app: { server: { cpu: 200us, reply: 8KiB } }, load: { poisson: 1000/s } }
          - { name: bulk, count: 4, app: { source: stream } }
        """;

    private static readonly string[] Schedulers = ["hybrid", "credit"];

    private readonly string _scheduler;
    private readonly SequentialRun _run;
    private readonly List<double> _rates = [];
    private VirtualTime _now = VirtualTime.Zero;
    private long _packets;
    private long _messages;
    private long _allocated;

    private NetworkBenchmark(string scheduler)
    {
        _scheduler = scheduler;
        var plan = ScenarioFile.Parse(Scenario, "network benchmark", "", [$"hosts[0].scheduler={scheduler}"]).Plan
            ?? throw new InvalidDataException("The benchmark's scenario has errors.");
        _run = new SequentialRun(FirstFitPlacement.Place(plan).Plan);
    }

    private long Packets => _run.Report().Domains.Sum(domain => domain.Packets);

    /// <summary>Measures and prints packets per CPU-second, messages a packet and bytes allocated.</summary>
    public static void Run(TextWriter output)
    {
        NetworkBenchmark[] benchmarks = [.. Schedulers.Select(scheduler => new NetworkBenchmark(scheduler))];
        for (var round = -WarmUp; round < Rounds; round++)
        {
            foreach (var benchmark in benchmarks)
            {
                benchmark.Round(counts: round >= 0);
            }
        }

        output.WriteLine($"Network, 8 domains behind a card of 1 Gbit/s, {MillisecondsARound} virtual ms a round");
        foreach (var benchmark in benchmarks)
        {
            benchmark.Print(output);
        }
    }

    private void Round(bool counts)
    {
        var (messages, packets) = (_run.Events, Packets);
        _now += Duration.FromMilliseconds(MillisecondsARound);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Environment.CpuUsage.TotalTime;
        _run.Advance(_now);
        var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (counts)
        {
            packets = Packets - packets;
            _rates.Add(packets / seconds / 1e3);
            _packets += packets;
            _messages += _run.Events - messages;
            _allocated += allocated;
        }
    }

    private void Print(TextWriter output)
    {
        _rates.Sort();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {_scheduler,-8} {_rates[Rounds / 2]:F0} k packets/s ({_rates[0]:F0} to {_rates[^1]:F0}), "
            + $"{(double)_messages / _packets:F1} messages each, {_allocated} B allocated in {_packets} packets"));
    }
}
