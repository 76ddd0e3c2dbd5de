namespace Xenisol.Scenarios.Golden.Htb;

/// <summary>
/// What the objects of an HTB golden file may hold. Of those that make up the scenario, one that is not of the schema
/// is refused, since the run would be another; of all others it is named as not read.
/// </summary>
internal static class HtbGoldenMembers
{
    /// <summary>From <c>category</c> on it changes nothing.</summary>
    private static readonly string[] Root =
    [
        "id", "oracle", "device", "qdisc", "commands", "classes", "flows", "duration_s", "window_s", "phases",
        "measured", "measured_share", "tolerance", "category", "split", "repeats", "tc_stats", "measured_total_bps",
        "noise",
    ];

    private static readonly string[] Oracle =
        ["what", "kernel", "iproute2", "htb_hysteresis", "psched_tick_ns", "clock"];

    private static readonly string[] Device = ["link", "mtu", "txqueuelen", "offloads", "qdisc_packet_bytes"];

    private static readonly string[] Qdisc = ["kind", "handle", "r2q", "default", "direct_qlen", "as_reported"];

    private static readonly string[] Class =
    [
        "classid", "parent", "rate_bps", "ceil_bps", "buffer_ns", "cbuffer_ns", "prio", "quantum", "level", "mpu",
        "overhead", "leaf_qdisc", "is_leaf", "burst_bytes", "cburst_bytes", "buffer_ticks64ns", "cbuffer_ticks64ns",
        "burst_as_printed", "cburst_as_printed", "detail_line",
    ];

    private static readonly string[] LeafQdisc = ["kind", "limit"];

    private static readonly string[] Flow =
        ["name", "classid", "classified_by", "payload_bytes", "packet_bytes", "source"];

    /// <summary>From <c>initial_curve</c> on it is not compared, as the documentation says.</summary>
    private static readonly string[] Measured =
    [
        "throughput_bps", "loss_fraction", "latency_us", "ideal_model", "initial_curve", "latency_note",
        "first_arrivals_us_rep0", "sent_received", "sender_pacing_deviation_us",
        "median_latency_us_by_position_in_burst", "received_per_burst_mean", "series_250ms_bps",
    ];

    private static readonly string[] Model =
        ["throughput_bps", "cum_bytes_at_ms", "sent", "drops", "latency_us", "fit_200_500ms"];

    private static readonly string[] Tolerance =
    [
        "throughput_rel", "share_abs", "loss_fraction_abs", "latency_p50_us", "phase_sensitive", "latency_tail",
        "burst_bytes",
    ];

    /// <summary>Refuses members of the scenario that are not of the schema.</summary>
    public static void Require(GoldenNode root)
    {
        root.Given("device")?.RequireOnly(Device);
        foreach (GoldenNode flow in root["flows"].Items())
        {
            flow.RequireOnly(Flow);
        }

        // Beside commands, classes are what the kernel made of them.
        if (root.Given("commands") is null)
        {
            root.Given("qdisc")?.RequireOnly(Qdisc);
            foreach (GoldenNode node in root["classes"].Items())
            {
                node.RequireOnly(Class);
                node.Given("leaf_qdisc")?.RequireOnly(LeafQdisc);
            }
        }
    }

    /// <summary>The places of members that are not read.</summary>
    public static IReadOnlyList<string> NotRead(GoldenNode root)
    {
        SortedSet<string> others = new(StringComparer.Ordinal);
        Add("$", root, Root);
        Add("$.oracle", root.Given("oracle"), Oracle);
        Add("$.qdisc", root.Given("qdisc"), Qdisc);
        Add("$.tolerance", root.Given("tolerance"), Tolerance);
        foreach (GoldenNode node in root.Given("classes")?.Items() ?? [])
        {
            Add("$.classes[*]", node, Class);
            Add("$.classes[*].leaf_qdisc", node.Given("leaf_qdisc"), LeafQdisc);
        }

        foreach (GoldenNode phase in root.Given("phases")?.Items() ?? [])
        {
            Add("$.phases[*]", phase, ["window_s", "throughput_bps", "ideal_model"]);
        }

        foreach ((string _, GoldenNode flow) in root["measured"].Fields())
        {
            Add("$.measured.*", flow, Measured);
            Add("$.measured.*.ideal_model", flow.Given("ideal_model"), Model);
        }

        return [.. others];

        void Add(string place, GoldenNode? node, string[] members) =>
            others.UnionWith((node?.Others(members) ?? []).Select(member => $"{place}.{member}"));
    }
}
