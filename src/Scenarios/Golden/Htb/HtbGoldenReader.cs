using Xenisol.Emulation.Shaping;
using Xenisol.Scenarios.TrafficControl;

namespace Xenisol.Scenarios.Golden.Htb;

/// <summary>Reads golden files of Linux's HTB.</summary>
internal static class HtbGoldenReader
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int QueueLength = 1_000;
    private const int Mtu = 1_500;
    private const int EthernetHeader = 14;

    /// <summary>Reads a file's root.</summary>
    /// <exception cref="InvalidDataException">The file is malformed; the message names it and the value.</exception>
    public static HtbGoldenFile Read(GoldenNode root)
    {
        HtbGoldenMembers.Require(root);
        HtbOptions options = Options(root) with
        {
            Hysteresis = root.Optional("oracle")?.Given("htb_hysteresis")?.Whole() > 0,
        };
        IReadOnlyList<GoldenNode> flows = root["flows"].DistinctItems("name");
        List<string> names = [.. flows.Select(flow => flow["name"].Text())];
        long duration = Nanoseconds(root["duration_s"], NanosecondsPerSecond);
        if (duration == 0)
        {
            throw root["duration_s"].Wrong("must be positive");
        }

        return new HtbGoldenFile
        {
            Options = options,
            Flows = [.. flows.Select(flow => HtbGoldenFlows.Read(flow, duration))],
            Duration = duration,
            Window = root.Given("window_s") is GoldenNode window ? Window(window, duration) : (0, duration),
            Phases = [.. (root.Given("phases")?.Items() ?? []).Select(phase => Phase(phase, names, duration))],
            Kernel = root.Given("oracle")?.Given("kernel")?.Text() ?? "",
            Classes = [.. (root.Given("classes")?.Items() ?? []).Select(HtbGoldenClasses.Expected)],
            Results = HtbGoldenResults.Read(root, names),
            Tolerance = root.Given("tolerance") is GoldenNode tolerance ? Tolerance(tolerance, duration) : new(),
        };
    }

    /// <summary>A number of seconds or milliseconds as whole nanoseconds.</summary>
    internal static long Nanoseconds(GoldenNode node, long unit)
    {
        decimal value = node.Decimal();
        return value is >= 0 and < 1_000_000
            ? (long)(value * unit)
            : throw node.Wrong("must lie in 0 to 1 000 000");
    }

    /// <summary>The minor number of a class id.</summary>
    internal static int Minor(GoldenNode node) => TcAmount.TryHandle(node.Text(), out _, out int minor)
        ? minor
        : throw node.Wrong("must be a class id such as \"1:10\"");

    private static HtbOptions Options(GoldenNode root)
    {
        GoldenNode? device = root.Given("device");
        int queueLength = device?.Given("txqueuelen")?.WholeIn(1, int.MaxValue) ?? QueueLength;
        int frame = (device?.Given("mtu")?.WholeIn(1, ushort.MaxValue) ?? Mtu) + EthernetHeader;
        HtbOptions options = root.Given("commands") is GoldenNode commands
            ? Commanded(commands, queueLength, frame)
            : HtbGoldenClasses.Options(root, queueLength);
        try
        {
            // The constructor says what contradicts itself.
            _ = new HierarchicalTokenBucket(options, Emulation.Time.VirtualTime.Zero);
            return options;
        }
        catch (ArgumentException fault)
        {
            throw new InvalidDataException($"{root.File}: the tree is not valid: {fault.Message}", fault);
        }
    }

    private static HtbOptions Commanded(GoldenNode commands, int queueLength, int frame)
    {
        // Other programs, such as ip, set up the measurement's network, which is ideal here.
        IReadOnlyList<GoldenNode> nodes = commands.Items();
        TcTree tree = TcReader.Read(
            [.. nodes.Select(node => node.Text() is { } text && IsTc(text) ? text : "")],
            out IReadOnlyList<TcFault> faults,
            queueLength,
            frame);
        if (tree.TokenBucket is not null)
        {
            throw commands.Wrong("must set up an htb tree; a tbf is not compared");
        }

        if (faults.Count == 0)
        {
            return tree.Options;
        }

        throw nodes.Count == 0
            ? commands.Wrong("must hold the tc commands of the tree")
            : nodes[faults[0].Command].Wrong(faults[0].Message.TrimEnd('.'));
    }

    private static bool IsTc(string command) => command.TrimStart().StartsWith("tc ", StringComparison.Ordinal);

    private static (long From, long To) Window(GoldenNode node, long duration)
    {
        IReadOnlyList<GoldenNode> ends = node.Items();
        if (ends.Count != 2)
        {
            throw node.Wrong("must hold a start and an end");
        }

        (long From, long To) window =
            (Nanoseconds(ends[0], NanosecondsPerSecond), Nanoseconds(ends[1], NanosecondsPerSecond));
        return window.From >= window.To ? throw node.Wrong("must end after its start")
            : window.To <= duration ? window
            : throw node.Wrong("must end within $.duration_s");
    }

    private static HtbGoldenPhase Phase(GoldenNode node, List<string> names, long duration)
    {
        (long from, long to) = Window(node["window_s"], duration);
        GoldenNode? measured = node.Given("throughput_bps");
        GoldenNode? model = node.Given("ideal_model");
        HtbGoldenResults.RequireKnown(measured, names);
        HtbGoldenResults.RequireKnown(model, names);
        HtbGoldenPhase phase = new(
            from,
            to,
            [.. names.Select(name => measured?.Given(name)?.Median())],
            [.. names.Select(name => model?.Given(name)?.Decimal())]);
        return phase.Measured.Concat(phase.Model).Any(rate => rate is not null)
            ? phase
            : throw node.Wrong("must hold results of a flow, in throughput_bps or ideal_model");
    }

    private static HtbGoldenTolerance Tolerance(GoldenNode node, long duration)
    {
        HtbGoldenTolerance usual = new();
        const string Part = "must be below 1, at which anything would conform";
        return new HtbGoldenTolerance
        {
            Throughput = Slack(node.Given("throughput_rel"), 1, Part) ?? usual.Throughput,
            Share = Slack(node.Given("share_abs"), 1, Part) ?? usual.Share,
            LossFraction = Slack(node.Given("loss_fraction_abs"), 1, Part) ?? usual.LossFraction,
            LatencyP50 = Slack(
                node.Given("latency_p50_us"),
                duration / 1_000m,
                "must be below $.duration_s, at which anything would conform") ?? usual.LatencyP50,
            PhaseSensitive = node.Given("phase_sensitive")?.Flag() ?? false,
        };
    }

    private static decimal? Slack(GoldenNode? node, decimal end, string tooMuch) =>
        node?.Decimal() is not decimal value ? null
        : value < 0 ? throw node.Value.Wrong("must not be negative")
        : value < end ? value
        : throw node.Value.Wrong(tooMuch);
}
