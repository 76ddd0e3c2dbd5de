using Xenisol.Emulation.Shaping;
using Xenisol.Scenarios.TrafficControl;

namespace Xenisol.Scenarios.Tests.TrafficControl;

public sealed class TcReaderTests
{
    private static readonly string[] Tree =
    [
        "# a provider, a customer, two machines",
        "",
        "tc qdisc add dev eth0 root handle 1: htb default 20 r2q 5 direct_qlen 7",
        "tc class add dev eth0 parent 1: classid 1:1 htb rate 100mbit",
        "class add dev eth0 parent 1:1 classid 1:10 htb rate 1.5mbit ceil 2Mbps prio 3 quantum 1514 mpu 64 overhead 24",
        "tc class add dev eth0 parent 1:1 classid 1:20 htb rate 800kbit burst 15k cburst 3000 mtu 2000",
        "tc class add dev eth0 parent 1:1 classid 1:21 htb rate 8gbit mtu 2000",
        "tc qdisc add dev eth0 parent 1:10 handle 10: pfifo limit 50",
        "tc qdisc add dev eth0 parent 1:20 handle 20: bfifo limit 30k",
        "tc qdisc add dev eth0 parent 1:21 bfifo",
        "tc filter add dev eth0 parent 1: protocol ip prio 1 u32 match ip dport 9000 0xffff flowid 1:10",
    ];

    [Fact]
    public void Commands_set_up_a_tree_with_the_units_of_tc()
    {
        TcTree tree = TcReader.Read(Tree, out IReadOnlyList<TcFault> faults, queueLength: 100);

        Assert.Empty(faults);
        Assert.Equal(0x20, tree.Options.DefaultClass);
        Assert.Equal((5, 7), (tree.Options.RateToQuantum, tree.Options.DirectLimitPackets));
        Assert.Equal([1, 0x10, 0x20, 0x21], tree.Options.Classes.Select(one => one.ClassId));
        HtbClassOptions first = tree.Options.Classes[1];
        Assert.Equal((1, 1_500_000, 16_000_000), (first.Parent, first.RateBitsPerSecond, first.CeilBitsPerSecond));
        Assert.Equal((3, 1_514, 64, 24), (
            first.Priority, first.QuantumBytes, first.MinimumPacketBytes, first.OverheadBytes));
        Assert.Equal((50, 0), (first.QueueLimitPackets, first.QueueLimitBytes));
        HtbClassOptions second = tree.Options.Classes[2];
        Assert.Equal((15_360, 3_000, 30_720), (second.BurstBytes, second.CeilBurstBytes, second.QueueLimitBytes));

        // A gigabyte per second adds a byte to the burst; a bfifo's limit follows the device's.
        Assert.Equal((2_001, 151_400), (tree.Options.Classes[3].BurstBytes, tree.Options.Classes[3].QueueLimitBytes));
        Assert.Equal(4, tree.CommandOf[0x10]);
    }

    [Theory]
    [InlineData("shape everything", "begins with 'shape'; it must be a 'qdisc', 'class' or 'filter' command.")]
    [InlineData("tc class delete dev e classid 1:1", "has 'delete' after 'class'; only 'add' and 'replace'")]
    [InlineData("tc class add dev e parent 1:9 classid 1:2 htb rate 1mbit", "has parent 1:9, which no command")]
    [InlineData("tc class add dev e parent 2: classid 1:2 htb rate 1mbit", "has parent 2:0; the htb qdisc at the root")]
    [InlineData("tc class add dev e parent 1: classid 2:2 htb rate 1mbit", "has classid 2:2; the htb qdisc at the")]
    [InlineData("tc class add dev f parent 1: classid 1:2 htb rate 1mbit", "is for device 'f'; the qdisc at the root")]
    [InlineData("tc qdisc add dev f parent 1:1 pfifo", "is for device 'f'; the qdisc at the root is on 'e'.")]
    [InlineData("tc qdisc add dev e root handle 2: htb", "adds a second qdisc at the root")]
    [InlineData("tc qdisc add dev e root tbf rate 1mbit burst 2k latency 1ms", "adds a second qdisc at the root")]
    [InlineData("tc class add dev e parent 1: classid 1:2 htb rate 1mbit \\", "ends with a backslash, but no line")]
    [InlineData("tc class add dev e parent 2:1 classid 1:2 htb rate 1mbit", "has parent 2:1, which no command")]
    [InlineData("tc class add dev e parent 1:2 classid 1:2 htb rate 1mbit", "has parent 1:2, which no command")]
    [InlineData("tc class add dev e parent 1:1 classid 1:1 htb rate 1mbit", "adds class 1, which command 2 added")]
    [InlineData("tc class add dev e parent 1: htb rate 1mbit", "has no 'classid' with a minor number")]
    [InlineData("tc class add dev e parent 1: classid 1:2 hfsc", "has 'hfsc' where 'htb' is needed")]
    [InlineData("tc class add dev e parent 1: classid 1:2 htb ceil 1mbit", "has no 'rate'.")]
    [InlineData("tc class add dev e parent 1: classid 1:2 htb rate 1mbyte", "has rate '1mbyte'; it must be a rate")]
    [InlineData("tc class add dev e parent 1: classid 1:2 htb rate 7bit", "has rate '7bit'; it must be a rate")]
    [InlineData("tc class add dev e parent 1: classid 1:2 htb rate", "ends where a rate after 'rate' is needed.")]
    [InlineData("tc class add dev e parent 1: classid 1:2 htb rate 1mbit burst fast", "has burst 'fast'; it must be a")]
    [InlineData("tc class add dev e parent 1: classid 1:2 htb rate 1mbit prio x", "has prio 'x'; it must be a whole")]
    [InlineData("tc class add dev e parent 1: classid 1:2 htb rate 1mbit linklayer atm", "only 'ethernet' is emulated")]
    [InlineData("tc class add dev e parent 1: classid 1-2 htb rate 1mbit", "has classid '1-2'; it must be hexadecimal")]
    [InlineData("tc class add dev e parent 1: classid 1:2 htb rate 1mbit speed 3", "has 'speed'; an htb class takes")]
    [InlineData("tc qdisc add dev e parent 1:1 fq_codel", "has 'fq_codel' where the kind of qdisc is needed")]
    [InlineData("tc qdisc add dev e parent 1:1 pfifo length 3", "has 'length'; a pfifo takes 'limit'.")]
    public void Faults_name_the_command_and_the_word(string command, string expected)
    {
        string[] commands =
        [
            "tc qdisc add dev e root handle 1: htb", "tc class add dev e parent 1: classid 1:1 htb rate 1mbit", command,
        ];

        TcReader.Read(commands, out IReadOnlyList<TcFault> faults);

        TcFault fault = Assert.Single(faults);
        Assert.Equal(2, fault.Command);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tree_of_nine_levels_is_refused_where_it_becomes_too_deep()
    {
        IEnumerable<string> classes = Enumerable.Range(1, 9).Select(level =>
            $"class add dev e parent 1:{(level == 1 ? "" : $"{level - 1}")} classid 1:{level} htb rate 1mbit");

        TcReader.Read(["qdisc add dev e root handle 1: htb", .. classes], out IReadOnlyList<TcFault> faults);

        Assert.Equal(
            new TcFault(9, "puts class 9 9 levels deep; a tree has 8 at most: take out a level."),
            Assert.Single(faults));
    }

    [Fact]
    public void Commands_without_a_tree_are_told_so()
    {
        TcReader.Read(["# nothing"], out IReadOnlyList<TcFault> faults);

        Assert.Contains("none was 'qdisc add", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_go_on_in_further_lines_and_faults_name_the_line_of_the_word()
    {
        string[] commands =
        [
            "tc qdisc add dev e root \\  ",
            "  handle 1: htb # all of it \\",
            "tc class add dev e parent 1: \\\r",
            "  classid 1:1 \\",
            "  htb rate 1mbit ceil 2mbit",
            "tc class add dev e parent 1: classid 1:2 htb \\",
            "  rate 1mbit \\",
            "  speed 3",
        ];

        TcTree tree = TcReader.Read(commands, out IReadOnlyList<TcFault> faults);

        HtbClassOptions only = Assert.Single(tree.Options.Classes);
        Assert.Equal((1, 1_000_000, 2_000_000), (only.ClassId, only.RateBitsPerSecond, only.CeilBitsPerSecond));
        Assert.Equal(2, tree.CommandOf[1]);
        TcFault fault = Assert.Single(faults);
        Assert.Equal(7, fault.Command);
        Assert.StartsWith("has 'speed'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_come_after_the_tree()
    {
        TcReader.Read(["class add dev e parent 1: classid 1:1 htb rate 1mbit"], out IReadOnlyList<TcFault> faults);

        Assert.StartsWith("comes before the command", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_bucket_for_the_whole_card()
    {
        TcTree tree = TcReader.Read(
            ["tc qdisc add dev e root tbf rate 8mbit \\", "burst 10kb/8 latency 50ms peakrate 16mbit mtu 2000"],
            out IReadOnlyList<TcFault> faults);

        Assert.Empty(faults);
        Assert.Empty(tree.Options.Classes);
        Assert.Equal(
            new TokenBucketOptions
            {
                RateBitsPerSecond = 8_000_000,
                BurstBytes = 10_240,
                LimitBytes = 50_000 + 10_240,
                PeakRateBitsPerSecond = 16_000_000,
                PeakBurstBytes = 2_000,
            },
            tree.TokenBucket);
    }

    [Theory]
    [InlineData("burst 10k limit 10k", "has no 'rate'.")]
    [InlineData("rate 1mbit limit 10k", "has no 'burst'.")]
    [InlineData("rate 1mbit burst 10k", "must have one of 'limit'")]
    [InlineData("rate 1mbit burst 10k limit 10k latency 1ms", "must have one of 'limit'")]
    [InlineData("rate 1mbit burst 1k limit 10k", "has burst of 1024 bytes; it must hold a frame of 1514 bytes.")]
    [InlineData("rate 1mbit burst 10k latency 2min", "has latency '2min'; it must be a time from 1us to 1min")]
    [InlineData("rate 1mbit burst 10k latency 1h", "has latency '1h'; it must be a time")]
    [InlineData("rate 1mbit burst 10k limit 10k peakrate 2mbit", "has 'peakrate', but no 'mtu', its bucket.")]
    [InlineData("rate 2mbit burst 10k limit 10k peakrate 1mbit mtu 2k", "sets up no valid tbf: A tbf's peak rate")]
    [InlineData("rate 2mbit burst 10k limit 10k mpu 64", "has 'mpu'; a tbf takes rate, burst,")]
    public void Bucket_that_cannot_be(string options, string expected)
    {
        TcReader.Read([$"tc qdisc add dev e root tbf {options}"], out IReadOnlyList<TcFault> faults);

        Assert.Contains(expected, Assert.Single(faults).Message, StringComparison.Ordinal);
    }
}
