namespace Xenisol.Scenarios.Golden.Htb;

/// <summary>Reads the flows of an HTB golden file.</summary>
internal static class HtbGoldenFlows
{
    private const long NanosecondsPerMillisecond = 1_000_000;
    private const decimal BitNanoseconds = 8_000_000_000;
    private const int PacketBytesMax = 1_000_000;

    /// <summary>What the packets carry beside their payload: UDP 8, IP 20 and Ethernet 14 bytes.</summary>
    private const int HeaderBytes = 42;

    public static HtbFlow Read(GoldenNode flow, long duration)
    {
        GoldenNode source = flow["source"];
        int bytes = flow["packet_bytes"].WholeIn(1, PacketBytesMax);
        if (flow.Given("payload_bytes") is GoldenNode payload && payload.Whole() != bytes - HeaderBytes)
        {
            throw payload.Wrong($"must be packet_bytes, {bytes}, without {HeaderBytes} bytes of headers");
        }

        GoldenNode mode = source["mode"];
        source.RequireOnly(["mode", "start_ms", "stop_ms", .. Members(mode.Text())]);
        (long interval, int burst) = mode.Text() switch
        {
            "backlogged" => (0, 1),
            "cbr" => (Interval(source, "interval_ns", bytes), 1),
            "periodic_burst" => (
                Interval(source, "period_ns", bytes), source["packets_per_burst"].WholeIn(1, int.MaxValue)),
            _ => throw mode.Wrong("must be \"backlogged\", \"cbr\" or \"periodic_burst\""),
        };
        long stop = source.Given("stop_ms") is GoldenNode end
            ? HtbGoldenReader.Nanoseconds(end, NanosecondsPerMillisecond)
            : duration;
        return new HtbFlow(
            flow["name"].Text(),
            flow.Given("classid") is GoldenNode classId ? HtbGoldenReader.Minor(classId) : -1,
            bytes,
            source.Given("start_ms") is GoldenNode start
                ? HtbGoldenReader.Nanoseconds(start, NanosecondsPerMillisecond)
                : 0,
            stop,
            interval,
            burst);
    }

    private static string[] Members(string mode) => mode switch
    {
        "cbr" => ["interval_ns", "rate_bps"],
        "periodic_burst" => ["period_ns", "packets_per_burst", "rate_bps"],
        _ => [],
    };

    private static long Interval(GoldenNode source, string key, int bytes)
    {
        if (source.Given(key) is GoldenNode given)
        {
            long interval = given.Whole();
            return interval > 0 ? interval : throw given.Wrong("must be positive");
        }

        decimal rate = source["rate_bps"].Decimal();
        return rate > 0
            ? (long)Math.Round(bytes * BitNanoseconds / rate)
            : throw source["rate_bps"].Wrong("must be positive");
    }
}
