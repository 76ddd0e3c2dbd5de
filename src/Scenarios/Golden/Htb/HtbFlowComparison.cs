using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Scenarios.Golden.Htb;

/// <summary>Compares what became of a flow with the kernel's measurement and with the model.</summary>
internal static class HtbFlowComparison
{
    private const decimal BitNanoseconds = 8_000_000_000;

    // The tail of a busy machine is not robust: ours may be this much later than the kernel's, in µs, and any earlier.
    private const decimal TailLatenessMicroseconds = 500;

    // Where the phase of timers decides, two right models differ; the measurements' notes give 1 %.
    private const decimal PhaseSensitiveModel = 0.01m;

    /// <summary>
    /// Within the file's tolerance of the kernel's median. A source that stops leaves an unknown backlog behind: then
    /// the file gives phases, and they count instead of the whole window.
    /// </summary>
    public static void CompareWithKernel(
        GoldenComparison kernel, HtbGoldenFile file, IReadOnlyList<HtbOutcome> outcomes, int flow)
    {
        HtbGoldenResult expected = file.Results[flow];
        HtbGoldenTolerance tolerance = file.Tolerance;
        HtbOutcome ours = outcomes[flow];
        string where = ours.Flow.Name;
        if (file.Phases.Count == 0)
        {
            CompareThroughput(kernel, where, expected.Throughput, Rate(ours, file.Window), tolerance);
        }

        for (int i = 0; i < file.Phases.Count; i++)
        {
            HtbGoldenPhase phase = file.Phases[i];
            CompareThroughput(
                kernel,
                $"phases[{i}].{where}",
                phase.Measured[flow],
                Rate(ours, (phase.From, phase.To)),
                tolerance);
        }

        if (expected.Share is decimal share)
        {
            decimal all = outcomes.Sum(one => one.Bytes(file.Window.From, file.Window.To));
            decimal own = ours.Bytes(file.Window.From, file.Window.To);
            kernel.CheckWithin(where, "measured_share", share, all == 0 ? 0 : own / all, tolerance.Share);
        }

        if (expected.LossFraction is decimal loss)
        {
            decimal lost = (decimal)ours.Dropped / Math.Max(ours.Offered, 1);
            kernel.CheckWithin(where, "loss_fraction", loss, lost, tolerance.LossFraction);
        }

        CompareLatency(kernel, file, expected, ours);
    }

    /// <summary>
    /// Within one packet: of bytes at each instant and in each window, of counts, and of waiting time at the class's
    /// ceiling. Where the phase of timers decides, throughput may differ by 1 % instead.
    /// </summary>
    public static void CompareWithModel(
        GoldenComparison model, HtbGoldenFile file, HtbOutcome ours, int flow, decimal serviceMicroseconds)
    {
        HtbGoldenResult expected = file.Results[flow];
        string where = ours.Flow.Name;
        decimal packet = ours.Flow.PacketBytes;
        foreach ((long at, long bytes) in expected.ModelCurve)
        {
            long sent = ours.Bytes(0, ours.Flow.Start + at + 1);
            model.CheckWithin(
                where, $"cum_bytes_at_ms[{at / 1e6m:0.######}]", bytes, sent, Slack(file, packet, bytes));
        }

        if (file.Phases.Count == 0)
        {
            CompareBytes(model, file, $"{where}.throughput_bps", expected.ModelThroughput, ours, file.Window);
        }

        for (int i = 0; i < file.Phases.Count; i++)
        {
            HtbGoldenPhase phase = file.Phases[i];
            CompareBytes(model, file, $"phases[{i}].{where}", phase.Model[flow], ours, (phase.From, phase.To));
        }

        if (expected.ModelOffered is long offered)
        {
            model.Check(where, "sent", offered, ours.Offered);
        }

        if (expected.ModelDropped is long dropped)
        {
            model.CheckWithin(where, "drops", dropped, ours.Dropped, 1);
        }

        List<long> delays = expected.ModelLatency.Count > 0 ? ours.Delays(file.Window.From) : [];
        foreach ((string name, decimal latency) in expected.ModelLatency)
        {
            model.CheckWithin(where, $"latency_us.{name}", latency, Quantile(delays, name), serviceMicroseconds);
        }
    }

    private static void CompareThroughput(
        GoldenComparison kernel, string where, decimal? expected, decimal ours, HtbGoldenTolerance tolerance)
    {
        if (expected is decimal median)
        {
            kernel.CheckWithin(where, "throughput_bps", median, ours, median * tolerance.Throughput);
        }
    }

    private static void CompareLatency(
        GoldenComparison kernel, HtbGoldenFile file, HtbGoldenResult expected, HtbOutcome ours)
    {
        List<long> delays = expected.LatencyP50 is null && expected.LatencyP99 is null
            ? []
            : ours.Delays(file.Window.From);
        if (expected.LatencyP50 is decimal p50)
        {
            kernel.CheckWithin(
                ours.Flow.Name, "latency_us.p50", p50, Quantile(delays, "p50"), file.Tolerance.LatencyP50);
        }

        if (expected.LatencyP99 is decimal p99)
        {
            kernel.CheckWithin(
                ours.Flow.Name, "latency_us.p99", p99, Quantile(delays, "p99"), 0, p99 + TailLatenessMicroseconds);
        }
    }

    private static void CompareBytes(
        GoldenComparison model,
        HtbGoldenFile file,
        string where,
        decimal? bitsPerSecond,
        HtbOutcome ours,
        (long From, long To) window)
    {
        if (bitsPerSecond is decimal rate)
        {
            decimal expected = Math.Round(rate * (window.To - window.From) / BitNanoseconds);
            decimal slack = Slack(file, ours.Flow.PacketBytes, expected);
            model.CheckWithin(where, "bytes", expected, ours.Bytes(window.From, window.To), slack);
        }
    }

    // The file's rates are rounded to whole bits per second: a byte or so in the window.
    private static decimal Slack(HtbGoldenFile file, decimal packet, decimal bytes) =>
        file.Tolerance.PhaseSensitive ? Math.Max(packet + 2, bytes * PhaseSensitiveModel) : packet + 2;

    private static decimal Rate(HtbOutcome ours, (long From, long To) window) =>
        ours.Bytes(window.From, window.To) * BitNanoseconds / (window.To - window.From);

    private static decimal Quantile(List<long> sorted, string name)
    {
        if (sorted.Count == 0)
        {
            return -1;
        }

        int percent = name switch
        {
            "min" => 0,
            "p50" => 50,
            "p90" => 90,
            "p95" => 95,
            "p99" => 99,
            "max" => 100,
            _ => throw new InvalidDataException($"A latency '{name}' is none of min, p50, p90, p95, p99 and max."),
        };

        // Between two samples the files interpolate.
        decimal rank = percent * (sorted.Count - 1) / 100m;
        int below = (int)rank;
        decimal above = sorted[Math.Min(below + 1, sorted.Count - 1)];
        return (sorted[below] + ((above - sorted[below]) * (rank - below))) / 1_000m;
    }
}
