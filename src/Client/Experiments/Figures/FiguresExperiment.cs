using Xenisol.Client.Reports;
using Xenisol.Emulation.Measurement;

namespace Xenisol.Client.Experiments.Figures;

/// <summary>
/// The paper's figures 2 and 3 and its open question: throughput, and latency of a domain beside, of the backend's copy
/// modes under different token buckets; adaptive copying against both.
/// </summary>
internal sealed class FiguresExperiment : Experiment
{
    /// <summary>How many domains send in bulk.</summary>
    private const int Senders = 4;

    /// <summary>Classes are not guaranteed more than together fits on the link.</summary>
    private const int RateMbpsMax = 200;

    private const double LinkBitsPerSecond = 1e9;

    /// <summary>On the wire beside each frame: preamble, checksum and gap.</summary>
    private const int WireOverheadBytes = 24;

    /// <summary>Headers and payload of a full frame.</summary>
    private const int FrameBytes = 1_502;

    private static readonly string[] Modes = ["always", "delayed", "adaptive"];

    /// <inheritdoc/>
    public override string Name => "figures";

    /// <inheritdoc/>
    public override string Summary =>
        "throughput and latency of the copy modes under token buckets: the paper's figures 2 and 3, and adaptive";

    /// <inheritdoc/>
    public override string QuickNote => "1 s instead of 15 s, 2 ceilings instead of 6";

    /// <inheritdoc/>
    public override IReadOnlyList<ExperimentCell> Cells(ExperimentSettings settings) =>
    [
        .. from setup in FiguresSetup.All
           from ceil in settings.Quick<int[]>([4, 500], [1, 4, 16, 64, 200, 500])
           from mode in Modes
           select Cell(settings, setup, ceil, mode),
    ];

    /// <inheritdoc/>
    public override ExperimentReport Report(ExperimentResult result)
    {
        var rows = result.Rows<FiguresRow>();
        return new ExperimentReport(
            Table(rows),
            [
                "Ceiling: of each of four bulk senders. Ping: round trip of a fifth domain. Driver: CPU, of one core.",
                "Bottleneck: of driver domain's CPU, classes, link and guests' CPU, what is used most of its share.",
            ],
            FiguresCharts.Of(rows));
    }

    private static ExperimentCell Cell(ExperimentSettings settings, FiguresSetup setup, int ceil, string mode) => new()
    {
        Name = FormattableString.Invariant($"{setup.Name}-{ceil:000}-{mode}"),
        Scenario = "figures",
        Sets =
        [
            FormattableString.Invariant($"name=Copy modes, {setup.Description}, ceil {ceil} Mbit/s, {mode}"),
            $"duration={settings.Quick("1s", "15s")}",
            $"warmup={settings.Quick("300ms", "3s")}",
            FormattableString.Invariant(
                $"hosts[0].driverDomain.cpu={{ period: 1ms, slice: {setup.DriverMicroseconds}us }}"),
            $"hosts[0].driverDomain.copy={mode}",
            FormattableString.Invariant($"plans[0].cpu={{ period: 1ms, slice: {setup.BulkMicroseconds}us }}"),
            FormattableString.Invariant(
                $"plans[0].network={{ rate: {Math.Min(ceil, RateMbpsMax)}Mbit/s, ceil: {ceil}Mbit/s }}"),
        ],
        Measure = run => Measure(run, setup, ceil, mode),
    };

    private static FiguresRow Measure(SequentialRun run, FiguresSetup setup, int ceil, string mode)
    {
        var report = run.Report();
        var seconds = report.Measured.Nanoseconds / 1e9;
        var ping = report.Domains.Single(domain => domain.Tenant == "ping");
        DomainReport[] bulk = [.. report.Domains.Where(domain => domain.Tenant == "bulk")];
        var bits = bulk.Sum(domain => domain.BytesSent) * 8.0;
        var wire = bits * (FrameBytes + WireOverheadBytes) / FrameBytes;
        var driver = report.Hosts[0].DriverDomain.Nanoseconds / 1e9 / seconds;
        var promised = bulk.Sum(domain => domain.CpuPromised.Nanoseconds);
        return new FiguresRow
        {
            Setup = setup.Name,
            CeilMbps = ceil,
            Copy = mode,
            ThroughputMbps = Math.Round(bits / seconds / 1e6, 3),
            Pings = ping.Requests,
            PingsAnswered = ping.Latency!.Samples,
            PingP50Ms = ping.Latency.P50?.Nanoseconds / 1e6,
            PingP99Ms = ping.Latency.P99?.Nanoseconds / 1e6,
            PingMaxMs = ping.Latency.Max.Nanoseconds / 1e6,
            DriverCpuPercent = Percent(driver, 1),
            CopiedPercent = Percent(
                bulk.Sum(domain => domain.PacketsCopied), bulk.Sum(domain => domain.PacketsSent)),
            DriverCpuUsedPercent = Percent(driver, setup.DriverMicroseconds / 1e3),
            HtbClassUsedPercent = Percent(bits / seconds, Senders * ceil * 1e6),
            LinkUsedPercent = Percent(wire / seconds, LinkBitsPerSecond),
            GuestUsedPercent = Percent(bulk.Sum(domain => domain.CpuDelivered.Nanoseconds), promised),
        };
    }

    private static double Percent(double part, double whole) => whole == 0 ? 0 : Math.Round(100 * part / whole, 4);

    private static TextTable Table(IReadOnlyList<FiguresRow> rows)
    {
        TextTable table = new(
            new TextColumn("Setup", AlignsLeft: true),
            new TextColumn("Ceiling"),
            new TextColumn("Copy", AlignsLeft: true),
            new TextColumn("Throughput"),
            new TextColumn("Ping p50"),
            new TextColumn("p99"),
            new TextColumn("max"),
            new TextColumn("Driver"),
            new TextColumn("Copied"),
            new TextColumn("Bottleneck", AlignsLeft: true))
        {
            NameColumns = 3,
        };
        foreach (var row in rows)
        {
            table.Add(
                row.Setup,
                FormattableString.Invariant($"{row.CeilMbps} Mbit/s"),
                row.Copy,
                FormattableString.Invariant($"{row.ThroughputMbps:0.0} Mbit/s"),
                Milliseconds(row.PingP50Ms),
                Milliseconds(row.PingP99Ms),
                Milliseconds(row.PingMaxMs),
                FormattableString.Invariant($"{row.DriverCpuPercent:0.0} %"),
                FormattableString.Invariant($"{row.CopiedPercent:0} %"),
                FiguresCharts.NameOf(row.Bottleneck));
        }

        return table;
    }

    private static string Milliseconds(double? value) =>
        value is { } known ? FormattableString.Invariant($"{known:0.00} ms") : "–";
}
