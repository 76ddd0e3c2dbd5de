using Xenisol.Client.Experiments;
using Xenisol.Client.Experiments.Ongaro;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios;

namespace Xenisol.Client.Tests.Experiments;

/// <summary>
/// Some cells of the experiment on short runs: the order of the configurations, its causes, and that the machine
/// profile did not drift.
/// </summary>
public class OngaroExperimentTests
{
    private static readonly ExperimentSettings Settings = new(1, IsQuick: true, []);

    /// <summary>The scan that begins at the lowest port each time; the fair one is the same but for the scan.</summary>
    [Fact]
    public void Only_the_original_scan_gives_bandwidth_in_the_order_of_booting()
    {
        var original = Run(1, "orig", "1500ms").BandwidthMbps;
        var fair = Run(1, "tb", "1500ms").BandwidthMbps;

        Assert.True(original.SequenceEqual(original.OrderDescending()), Shown(original));
        Assert.True(original[0] > 2.5 * original[^1], Shown(original));
        Assert.True(fair.Max() < 1.25 * fair.Min(), Shown(fair));
    }

    /// <summary>Published: 95.2 Mbit/s a guest, the whole core busy. The profile is calibrated by it.</summary>
    [Fact]
    public void Seven_streams_receive_what_was_published() =>
        Assert.True(Run(1, "alloff", "1500ms").AreMeansWithin);

    /// <summary>One burner's slice of 30 ms for each answer with boost and without tickling; several without boost.
    /// </summary>
    [Fact]
    public void Without_boost_a_ping_waits_for_several_slices()
    {
        var none = Run(3, "alloff", "15s").PingMeanMs;
        var boost = Run(3, "b", "15s").PingMeanMs;

        Assert.InRange(boost!.Value, 25, 45);
        Assert.True(none > 2 * boost, $"{none} ms, {boost} ms");
    }

    [Fact]
    public void One_io_domain_needs_tickling()
    {
        var without = Run(3, "bs", "10s").PingMeanMs;
        var with = Run(3, "tbs", "10s").PingMeanMs;

        Assert.True(with < without / 5, $"{with} ms, {without} ms");
    }

    /// <summary>
    /// Tickling alone lets nobody go first who has no higher priority; in a sorted queue credit is enough. Published:
    /// 159, 155 and 65 ms.
    /// </summary>
    [Fact]
    public void Without_boost_tickling_needs_a_sorted_queue()
    {
        var tickled = Run(3, "t", "40s").PingMeanMs;
        var sorted = Run(3, "s", "40s").PingMeanMs;
        var both = Run(3, "ts", "301s").PingMeanMs;

        Assert.True(both < 0.8 * tickled && both < 0.8 * sorted, $"{both} ms, {tickled} ms, {sorted} ms");
    }

    /// <summary>Each notification lets the woken guest preempt the driver domain before it has handed out the rest.
    /// </summary>
    [Theory]
    [InlineData("bs", "tbs")]
    [InlineData("b", "tb")]
    public void Several_io_domains_are_harmed_by_tickling(string without, string with) =>
        Assert.True(
            Run(2, with, "16s").BandwidthMbps.Average() < 0.97 * Run(2, without, "16s").BandwidthMbps.Average());

    /// <summary>
    /// A slot is answered when the card has sent its frame, so a guest is woken by the answer no earlier than by the
    /// reply: it waits for a round of seven quanta, and then the driver domain does.
    /// </summary>
    [Fact]
    public void Under_sedf_a_ping_takes_more_than_one_round_of_extra_time() =>
        Assert.InRange(Run(3, "SEDF", "10s").PingMeanMs!.Value, 4.5, 8.4);

    /// <summary>Receive buffers of three guests fit into the cache, those of seven do not. CPU that burners left, for
    /// each 1 448-byte packet; published 13.9 and 17.6 µs.</summary>
    [Fact]
    public void A_packet_costs_less_where_few_guests_receive()
    {
        var few = Run(2, "bs", "5s");
        var many = Run(1, "bs", "1500ms");

        Assert.InRange(CostOfPacket(few), 13.0, 15.0);
        Assert.InRange(CostOfPacket(many), 16.0, 18.0);
    }

    [Fact]
    public void Every_published_cell_is_one_of_the_experiment()
    {
        var cells = new OngaroExperiment().Cells(Settings);

        Assert.Equal(88, cells.Select(cell => cell.Name).Distinct().Count());
        Assert.All(OngaroConfiguration.All, configuration =>
        {
            Assert.Equal(7, PublishedCell.Of(1, configuration.Name).BandwidthMbps.Count);
            Assert.Equal(3, PublishedCell.Of(2, configuration.Name).BurnCpuPercent.Count);
            Assert.Empty(PublishedCell.Of(7, configuration.Name).BandwidthMbps);
        });
        Assert.Equal(188.6, PublishedCell.Of(5, "orig").BandwidthMbps[0]);
        Assert.Equal(67.2, PublishedCell.Of(5, "orig").PingMeanMs);
        Assert.Equal(25.7, PublishedCell.Of(2, "tb").BurnCpuPercent[1]);
    }

    private static OngaroRow Run(int test, string configuration, string duration)
    {
        var name = OngaroConfiguration.All.Single(one => one.Name == configuration).FileName;
        var cell = new OngaroExperiment().Cells(Settings).Single(one => one.Name == $"test{test}-{name}");
        var (plan, errors) = ShippedScenarios.LoadExperiment(
            cell.Scenario, [.. cell.Sets, $"duration={duration}", "warmup=500ms"]);
        Assert.Empty(errors);
        SequentialRun run = new(plan!);
        run.Advance(VirtualTime.Zero + plan!.Duration);
        return (OngaroRow)cell.Measure(run);
    }

    private static double CostOfPacket(OngaroRow row) =>
        (100 - row.BurnCpuPercent.Sum()) / 100 / (row.BandwidthMbps.Sum() / 8 / 1_448);

    private static string Shown(IEnumerable<double> values) => string.Join(' ', values);
}
