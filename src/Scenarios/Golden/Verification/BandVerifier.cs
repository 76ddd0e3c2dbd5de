using System.Text.Json;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden.Verification;

/// <summary>
/// Verifies files of schema <c>xenisol-golden/1</c> on a machine on which things cost something: shares and waits of
/// every vCPU must lie in the file's bands of acceptance, which cover what phase and small costs may change.
/// </summary>
public static class BandVerifier
{
    /// <summary>Runs of a machine with late timers, of which the median counts: a band is drawn from six runs, and one
    /// run of another machine's draws would often lie beside it.</summary>
    private const int Seeds = 5;

    /// <summary>Runs a file's scenario on a machine and compares with the bands.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="machine">What things cost.</param>
    /// <exception cref="InvalidDataException">The file is malformed, of another schema or has no bands; the message
    /// names it and the value.</exception>
    public static GoldenVerdict Verify(string json, string name, MachineProfile machine) =>
        Verify(json, name, machine, Seeds);

    /// <summary>The same with a number of runs, odd, of which the median counts.</summary>
    internal static GoldenVerdict Verify(string json, string name, MachineProfile machine, int seeds)
    {
        using JsonDocument document = GoldenVerifiers.Parse(json, name);
        GoldenNode root = new(name, "$", document.RootElement);
        if (root.Given("schema") is null)
        {
            throw root.Wrong($"must be of schema \"{GoldenFile.Schema}\" to be verified with a machine profile");
        }

        GoldenScenario scenario = GoldenFile.Read(root);
        IReadOnlyList<(string Engine, IReadOnlyList<GoldenBand> Bands)> engines =
            GoldenBands.Read(root, scenario.Plan);
        return engines.Count > 0
            ? GoldenVerdict.Of(
                name,
                GoldenFile.Schema,
                [.. engines.Select(one => Compare(scenario, one.Engine, one.Bands, machine, name, seeds))])
            : throw new InvalidDataException(
                $"{name}: $ lacks 'acceptance', the bands for machines with costs; verify it without a machine.");
    }

    private static GoldenComparison Compare(
        GoldenScenario scenario,
        string engine,
        IReadOnlyList<GoldenBand> bands,
        MachineProfile machine,
        string name,
        int seeds)
    {
        RunPlan plan = SchedulingEngines.Plan(scenario, engine, name);
        plan = plan with { Hosts = [plan.Hosts[0] with { Machine = machine }] };

        // Without late timers nothing is drawn, and every seed gives the same.
        int runs = machine.TimerLateness > Duration.Zero ? seeds : 1;
        List<decimal[]> samples =
            [.. Enumerable.Range(0, runs).Select(seed => Sample(scenario, plan with { Seed = (ulong)seed }, bands))];
        GoldenComparison comparison = new(engine);
        int next = 0;
        foreach (GoldenBand band in bands)
        {
            comparison.CheckIn(band.Name, "share", Median(samples, next++), band.ShareLeast, band.ShareGreatest);
            foreach ((int percent, long least, long greatest) in band.WakeLatencies)
            {
                comparison.CheckIn(
                    band.Name, $"wakeLatencyNs_p{percent}", Median(samples, next++), least, greatest);
            }
        }

        return comparison;
    }

    /// <summary>One run's figures, in the order of the bands.</summary>
    private static decimal[] Sample(GoldenScenario scenario, RunPlan plan, IReadOnlyList<GoldenBand> bands)
    {
        SchedulingRun run = new(scenario, plan);
        VirtualTime end = VirtualTime.Zero + plan.Duration;
        run.Advance(end);
        List<decimal> figures = [];
        foreach (GoldenBand band in bands)
        {
            decimal share = (decimal)run.Scheduler.RuntimeOf(band.Vcpu, end.Nanoseconds) / plan.Duration.Nanoseconds;
            figures.Add(Math.Round(share, 5));
            LatencyCounts latencies = run.WakeLatencies[band.Vcpu];
            figures.AddRange(band.WakeLatencies.Select(one =>
                latencies.Count > 0 && latencies.HasPercentiles ? latencies.Percentiles(one.Percent)[0] : -1m));
        }

        return [.. figures];
    }

    private static decimal Median(List<decimal[]> samples, int figure) =>
        samples.Select(sample => sample[figure]).Order().ElementAt(samples.Count / 2);
}
