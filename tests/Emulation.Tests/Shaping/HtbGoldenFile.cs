using System.Globalization;
using System.Text.Json;
using Xenisol.Emulation.Shaping;

namespace Xenisol.Emulation.Tests.Shaping;

/// <summary>A configuration measured on a Linux kernel, with the results of a noise-free model of it.</summary>
internal sealed class HtbGoldenFile : IDisposable
{
    private readonly JsonDocument _document;

    private HtbGoldenFile(JsonDocument document) => _document = document;

    public JsonElement Root => _document.RootElement;

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Shaping", "golden");

    public static HtbGoldenFile Read(string name) =>
        new(JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json"))));

    /// <summary>The classes as the tc commands of the file define them, so that defaults are ours.</summary>
    public HtbOptions Options()
    {
        var classes = new List<HtbClassOptions>();
        var defaultClass = 0;
        var commands = Root.GetProperty("commands").EnumerateArray().Select(one => one.GetString()!.Split(' '));
        foreach (var command in commands)
        {
            if (Word(command, "htb") && command[1] == "qdisc")
            {
                defaultClass = int.Parse(After(command, "default", "0"), CultureInfo.InvariantCulture);
            }
            else if (Word(command, "pfifo"))
            {
                var leaf = classes.FindIndex(one => one.ClassId == Minor(After(command, "parent", "")));
                classes[leaf] = classes[leaf] with { QueueLimitPackets = (int)Size(After(command, "limit", "")) };
            }
            else if (command[1] == "class")
            {
                classes.Add(Class(command));
            }
        }

        return new HtbOptions { Classes = classes, DefaultClass = defaultClass };
    }

    public IReadOnlyList<HtbFlow> Flows() => [.. Root.GetProperty("flows").EnumerateArray().Select(Flow)];

    public JsonElement Model(string flow) => Root.GetProperty("measured").GetProperty(flow).GetProperty("ideal_model");

    public static int Minor(string classId)
    {
        var minor = classId[(classId.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return minor.Length == 0 ? 0 : int.Parse(minor, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    public void Dispose() => _document.Dispose();

    private static HtbFlow Flow(JsonElement flow)
    {
        var source = flow.GetProperty("source");
        var interval = source.TryGetProperty("interval_ns", out var gap) ||
            source.TryGetProperty("period_ns", out gap) ? gap.GetInt64() : 0;
        return new HtbFlow(
            flow.GetProperty("name").GetString()!,
            flow.GetProperty("classid").GetString() is { } classId ? Minor(classId) : -1,
            flow.GetProperty("packet_bytes").GetInt64(),
            source.GetProperty("start_ms").GetInt64() * 1_000_000,
            source.GetProperty("stop_ms").GetInt64() * 1_000_000,
            interval,
            source.TryGetProperty("packets_per_burst", out var burst) ? burst.GetInt32() : 1);
    }

    private static HtbClassOptions Class(string[] command) => new()
    {
        ClassId = Minor(After(command, "classid", "")),
        Parent = Minor(After(command, "parent", "")),
        RateBitsPerSecond = Rate(After(command, "rate", "")),
        CeilBitsPerSecond = Rate(After(command, "ceil", "0mbit")),
        BurstBytes = Size(After(command, "burst", "0")),
        CeilBurstBytes = Size(After(command, "cburst", "0")),
        Priority = (int)Size(After(command, "prio", "0")),
        QuantumBytes = Size(After(command, "quantum", "0")),
        MinimumPacketBytes = (int)Size(After(command, "mpu", "0")),
        OverheadBytes = (int)Size(After(command, "overhead", "0")),
    };

    private static bool Word(string[] command, string word) => Array.IndexOf(command, word) >= 0;

    private static string After(string[] command, string word, string otherwise)
    {
        var index = Array.IndexOf(command, word);
        return index < 0 ? otherwise : command[index + 1];
    }

    private static long Rate(string text) =>
        long.Parse(text[..^4], CultureInfo.InvariantCulture) * (text.EndsWith("mbit", StringComparison.Ordinal)
            ? 1_000_000
            : 1_000);

    private static long Size(string text) => text.EndsWith('k')
        ? long.Parse(text[..^1], CultureInfo.InvariantCulture) * 1_024
        : long.Parse(text, CultureInfo.InvariantCulture);
}
