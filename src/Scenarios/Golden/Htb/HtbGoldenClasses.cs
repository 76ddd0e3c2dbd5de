using Xenisol.Emulation.Shaping;

namespace Xenisol.Scenarios.Golden.Htb;

/// <summary>Reads the classes of an HTB golden file: as the kernel held them.</summary>
internal static class HtbGoldenClasses
{
    private static readonly string[] Fields =
    [
        "rate_bps", "ceil_bps", "buffer_ns", "cbuffer_ns", "prio", "quantum", "level", "mpu", "overhead",
    ];

    public static HtbGoldenClass Expected(GoldenNode node) => new(
        node.Path,
        HtbGoldenReader.Minor(node["classid"]),
        Fields.Where(field => node.Given(field) is not null)
            .ToDictionary(field => field, field => node[field].Whole()));

    /// <summary>The tree of a file without commands.</summary>
    public static HtbOptions Options(GoldenNode root, int queueLength)
    {
        GoldenNode? qdisc = root.Given("qdisc");
        return new HtbOptions
        {
            Classes = [.. root["classes"].Items().Select(node => Class(node, queueLength))],
            DefaultClass = qdisc?.Given("default") is GoldenNode @default
                ? TrafficControl.TcAmount.TryHex(@default.Text(), out int minor)
                    ? minor
                    : throw @default.Wrong("must be a hexadecimal minor number")
                : 0,
            RateToQuantum = qdisc?.Given("r2q")?.WholeIn(1, int.MaxValue) ?? 10,
            DirectLimitPackets = qdisc?.Given("direct_qlen")?.WholeIn(0, int.MaxValue) ?? queueLength,
        };
    }

    private static HtbClassOptions Class(GoldenNode node, int queueLength)
    {
        GoldenNode? queue = node.Given("leaf_qdisc");
        int limit = queue?.Given("limit")?.WholeIn(0, int.MaxValue) ?? queueLength;
        bool inBytes = queue?.Given("kind")?.Text() switch
        {
            "bfifo" => true,
            null or "pfifo" => false,
            _ => throw queue.Value["kind"].Wrong("must be \"pfifo\" or \"bfifo\""),
        };
        long rate = node["rate_bps"].Whole();
        long ceil = node.Given("ceil_bps")?.Whole() ?? rate;
        return new HtbClassOptions
        {
            ClassId = HtbGoldenReader.Minor(node["classid"]),
            Parent = node.Given("parent") is GoldenNode parent ? HtbGoldenReader.Minor(parent) : 0,
            RateBitsPerSecond = rate,
            CeilBitsPerSecond = ceil,
            BurstBytes = Bytes(node.Given("buffer_ns"), rate),
            CeilBurstBytes = Bytes(node.Given("cbuffer_ns"), ceil),
            Priority = node.Given("prio")?.WholeIn(0, int.MaxValue) ?? 0,
            QuantumBytes = node.Given("quantum")?.Whole() ?? 0,
            QueueLimitPackets = inBytes ? queueLength : limit,
            QueueLimitBytes = inBytes ? Math.Max(limit, 1) : 0,
            MinimumPacketBytes = node.Given("mpu")?.WholeIn(0, int.MaxValue) ?? 0,
            OverheadBytes = node.Given("overhead")?.WholeIn(-ushort.MaxValue, ushort.MaxValue) ?? 0,
        };
    }

    /// <summary>The least burst that tc turns into a bucket: whole µs, of which whole 64-ns ticks are kept.</summary>
    private static long Bytes(GoldenNode? bucket, long bitsPerSecond)
    {
        if (bucket is not GoldenNode node)
        {
            return 0;
        }

        long microseconds = (node.Whole() + 999) / 1_000;
        return (long)((((Int128)microseconds * (bitsPerSecond / 8)) + 999_999) / 1_000_000);
    }
}
