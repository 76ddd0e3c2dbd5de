using System.Globalization;

using Xenisol.Client.Plots;
using Xenisol.Client.Reports;
using Xenisol.Emulation.Measurement;

namespace Xenisol.Client.Experiments.Ongaro;

/// <summary>
/// Ongaro, Cox, Rixner, <i>Scheduling I/O in Virtual Machine Monitors</i> (VEE 2008): eight mixes of guests that
/// compute, receive a bulk stream or answer pings, under eleven schedulers, beside the published figures.
/// </summary>
internal sealed class OngaroExperiment : Experiment
{
    private const double LegendRoom = 1.25;

    /// <inheritdoc/>
    public override string Name => "ongaro";

    /// <inheritdoc/>
    public override string Summary =>
        "Ongaro, Cox, Rixner (VEE 2008): eight mixes of guests under eleven schedulers, beside the published figures";

    /// <inheritdoc/>
    public override string QuickNote =>
        "3 s a cell of streams instead of 11 s, 6 s beside burners instead of 31 s, 20 s without streams instead of"
        + " 301 s";

    /// <inheritdoc/>
    public override IReadOnlyList<ExperimentCell> Cells(ExperimentSettings settings) =>
    [
        .. OngaroTest.All.SelectMany(test => OngaroConfiguration.All.Select(config => Cell(settings, test, config))),
    ];

    /// <inheritdoc/>
    public override ExperimentReport Report(ExperimentResult result)
    {
        var rows = result.Rows<OngaroRow>();
        return new ExperimentReport(
            Table(rows),
            Remarks(rows),
            [
                .. OngaroTest.All.Where(test => rows.Any(row => row.Test == test.Number))
                    .Select(test => Figure(test, [.. rows.Where(row => row.Test == test.Number)])),
            ]);
    }

    private static ExperimentCell Cell(
        ExperimentSettings settings, OngaroTest test, OngaroConfiguration configuration) => new()
        {
            Name = FormattableString.Invariant($"test{test.Number}-{configuration.FileName}"),
            Scenario = "ongaro",
            Sets =
            [
                FormattableString.Invariant($"name=Ongaro 2008, test {test.Number} ({test.Title}), ")
                    + configuration.FileName,
                $"duration={settings.Quick(test.QuickDuration, test.Duration)}",
                .. configuration.Sets,
                test.Set,
            ],
            Measure = run => Measure(run, test, configuration),
        };

    private static OngaroRow Measure(SequentialRun run, OngaroTest test, OngaroConfiguration configuration)
    {
        var report = run.Report();
        var seconds = report.Measured.Nanoseconds / 1e9;
        var published = PublishedCell.Of(test.Number, configuration.Name);
        var guests = test.Guests.Select((guest, index) => (Guest: guest, Name: OngaroTest.NameOf(index))).ToList();
        var pinging = guests.Where(one => one.Guest.Pings).Select(one => one.Name).FirstOrDefault();
        var trips = pinging is null ? null : run.RoundTripsOf(pinging);
        return new OngaroRow
        {
            Test = test.Number,
            Config = configuration.Name,
            BandwidthMbps =
            [
                .. guests.Where(one => one.Guest.Receives)
                    .Select(one => Math.Round(run.StreamBytesOf(one.Name) * 8 / seconds / 1e6, 3)),
            ],
            PingMeanMs = trips is { Samples: > 0 } ? Math.Round(trips.Mean.Nanoseconds / 1e6, 3) : null,
            BurnCpuPercent =
            [
                .. guests.Where(one => one.Guest.Burns).Select(one => Math.Round(
                    report.Domains.First(domain => domain.Domain == one.Name).CpuDelivered.Nanoseconds
                        / 1e7 / seconds,
                    3)),
            ],
            PublishedBandwidthMbps = published.BandwidthMbps,
            PublishedPingMeanMs = published.PingMeanMs,
            PublishedBurnCpuPercent = published.BurnCpuPercent,
        };
    }

    private static TextTable Table(IReadOnlyList<OngaroRow> rows)
    {
        TextTable table = new(
            new TextColumn("Test"),
            new TextColumn("Config", AlignsLeft: true),
            new TextColumn("Mbit/s", 1, AlignsLeft: true),
            new TextColumn("published Mbit/s", 1, AlignsLeft: true),
            new TextColumn("Burn %", 2, AlignsLeft: true),
            new TextColumn("published %", 2, AlignsLeft: true),
            new TextColumn("Ping ms", 3),
            new TextColumn("published ms", 3),
            new TextColumn("Within", 3, AlignsLeft: true))
        {
            NameColumns = 2,
        };
        foreach (var row in rows)
        {
            table.Add(
                Readable.Count(row.Test),
                row.Config,
                Shown(row.BandwidthMbps, "0"),
                Shown(row.PublishedBandwidthMbps, "0"),
                Shown(row.BurnCpuPercent, "0.0"),
                Shown(row.PublishedBurnCpuPercent, "0.0"),
                Shown(row.PingMeanMs),
                Shown(row.PublishedPingMeanMs),
                (row.AreMeansWithin, row.AreAllWithin) switch
                {
                    (null, _) => Readable.Nothing,
                    (true, true) => "yes",
                    (true, _) => "means",
                    _ => "no",
                });
        }

        return table;
    }

    private static IReadOnlyList<string> Remarks(IReadOnlyList<OngaroRow> rows)
    {
        var published = rows.Where(row => row.AreMeansWithin is not null).ToList();
        var tests = published.GroupBy(row => row.Test).Select(group => FormattableString.Invariant(
            $"test {group.Key}: {group.Count(row => row.AreMeansWithin == true)}/{group.Count()}"));
        var means = published.Count(row => row.AreMeansWithin == true);
        var all = published.Count(row => row.AreAllWithin == true);
        return
        [
            "Within: mean bandwidth and mean burner within 10 %, mean ping within a factor of 1.5 of the published cell"
                + " ('means'); and every guest's bandwidth and share within 10 % too ('yes').",
            FormattableString.Invariant($"Means within: {means} of {published.Count} ({string.Join(", ", tests)}).")
                + FormattableString.Invariant($" Every guest within: {all}."),
        ];
    }

    private static Figure Figure(OngaroTest test, IReadOnlyList<OngaroRow> rows)
    {
        List<Chart> charts = [];
        Add("bandwidth of a guest (Mbit/s)", row => row.BandwidthMbps, row => row.PublishedBandwidthMbps);
        Add("CPU of a burner (%)", row => row.BurnCpuPercent, row => row.PublishedBurnCpuPercent);
        Add("ping (ms)", row => List(row.PingMeanMs), row => List(row.PublishedPingMeanMs));
        return new Figure(FormattableString.Invariant($"test{test.Number}"), charts);

        void Add(
            string label,
            Func<OngaroRow, IReadOnlyList<double>> emulated,
            Func<OngaroRow, IReadOnlyList<double>> published)
        {
            var most = rows.SelectMany(row => emulated(row).Concat(published(row))).DefaultIfEmpty().Max();
            if (most > 0)
            {
                charts.Add(new BarChart(
                    FormattableString.Invariant($"Test {test.Number}: {test.Title}"),
                    new Axis("configuration"),
                    new Axis(label) { Least = 0, Most = most * LegendRoom },
                    [.. rows.Select(row => row.Config)],
                    [Bars("emulated", rows, emulated), Bars("published", rows, published)])
                {
                    Legend = LegendPlace.UpperRight,
                });
            }
        }
    }

    /// <summary>The mean of the guests, with the least and the greatest.</summary>
    private static Series Bars(
        string name, IReadOnlyList<OngaroRow> rows, Func<OngaroRow, IReadOnlyList<double>> values) => new(
        name,
        [
            .. rows.Select((row, place) => (Values: values(row), Place: place)).Where(one => one.Values.Count > 0)
                .Select(one => PlotPoint.Of(one.Place, one.Values)),
        ]);

    private static IReadOnlyList<double> List(double? value) => value is { } known ? [known] : [];

    private static string Shown(IReadOnlyList<double> values, string format) => values.Count == 0
        ? Readable.Nothing
        : string.Join(' ', values.Select(value => value.ToString(format, CultureInfo.InvariantCulture)));

    private static string Shown(double? milliseconds) =>
        milliseconds is { } known ? FormattableString.Invariant($"{known:0.0}") : Readable.Nothing;
}
