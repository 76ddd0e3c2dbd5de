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
    /// <summary>Runs a file's scenario on a machine and compares with the bands.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="machine">What things cost.</param>
    /// <exception cref="InvalidDataException">The file is malformed, of another schema or has no bands; the message
    /// names it and the value.</exception>
    public static GoldenVerdict Verify(string json, string name, MachineProfile machine)
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
                [.. engines.Select(one => Compare(scenario, one.Engine, one.Bands, machine, name))])
            : throw new InvalidDataException(
                $"{name}: $ lacks 'acceptance', the bands for machines with costs; verify it without a machine.");
    }

    private static GoldenComparison Compare(
        GoldenScenario scenario, string engine, IReadOnlyList<GoldenBand> bands, MachineProfile machine, string name)
    {
        RunPlan plan = SchedulingEngines.Plan(scenario, engine, name);
        SchedulingRun run = new(scenario, plan with { Hosts = [plan.Hosts[0] with { Machine = machine }] });
        VirtualTime end = VirtualTime.Zero + plan.Duration;
        run.Advance(end);
        GoldenComparison comparison = new(engine);
        foreach (GoldenBand band in bands)
        {
            string where = band.Name;
            decimal share = (decimal)run.Scheduler.RuntimeOf(band.Vcpu, end.Nanoseconds) / plan.Duration.Nanoseconds;
            comparison.CheckIn(where, "share", Math.Round(share, 5), band.ShareLeast, band.ShareGreatest);
            List<long> latencies = run.WakeLatencies[band.Vcpu];
            latencies.Sort();
            foreach ((int percent, long least, long greatest) in band.WakeLatencies)
            {
                decimal latency = latencies.Count == 0 ? -1 : GoldenLatency.Percentile(latencies, percent);
                comparison.CheckIn(where, $"wakeLatencyNs_p{percent}", latency, least, greatest);
            }
        }

        return comparison;
    }
}
