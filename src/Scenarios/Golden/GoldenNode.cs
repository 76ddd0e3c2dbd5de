using System.Text.Json;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Golden;

/// <summary>A JSON value that knows its path, so that whatever is wrong with it can be named.</summary>
internal readonly record struct GoldenNode(string File, string Path, JsonElement Json)
{
    /// <summary>The longest time of a scenario, in ns: three years, so that sums of two do not overflow.</summary>
    private const long TimeMax = 100_000_000_000_000_000;

    /// <summary>Remarks that any object may carry.</summary>
    private static readonly string[] Remarks = ["note", "notes", "comment", "description"];

    public GoldenNode this[string key] => Optional(key) ?? throw Wrong($"lacks '{key}'");

    public GoldenNode? Optional(string key)
    {
        if (Json.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("must be an object");
        }

        return Json.TryGetProperty(key, out JsonElement value) ? new GoldenNode(File, $"{Path}.{key}", value) : null;
    }

    /// <summary>A member that is there and not null.</summary>
    public GoldenNode? Given(string key) =>
        Optional(key) is GoldenNode { Json.ValueKind: not JsonValueKind.Null } node ? node : null;

    /// <summary>Refuses members that are not read: one that changes the scenario must not be passed over.</summary>
    public void RequireOnly(params ReadOnlySpan<string> members)
    {
        foreach (string member in Others(members))
        {
            string known = members.Length == 0 ? "none" : string.Join(", ", members);
            throw new GoldenNode(File, $"{Path}.{member}", Json.GetProperty(member)).Wrong(
                $"is no member of the schema, which has {known} here");
        }
    }

    /// <summary>The names of members that are neither among these nor a remark.</summary>
    public IReadOnlyList<string> Others(params ReadOnlySpan<string> members)
    {
        List<string> others = [];
        foreach ((string name, GoldenNode _) in Fields())
        {
            if (!members.Contains(name) && !Remarks.Contains(name))
            {
                others.Add(name);
            }
        }

        return others;
    }

    /// <summary>Refuses a list in which two objects have the same text under a key.</summary>
    public IReadOnlyList<GoldenNode> DistinctItems(string key)
    {
        IReadOnlyList<GoldenNode> items = Filled("entry");
        Dictionary<string, string> places = [];
        foreach (GoldenNode item in items)
        {
            GoldenNode name = item[key];
            if (!places.TryAdd(name.Text(), name.Path))
            {
                throw name.Wrong($"must differ from {places[name.Text()]}");
            }
        }

        return items;
    }

    /// <summary>The members of an object.</summary>
    public IEnumerable<KeyValuePair<string, GoldenNode>> Fields()
    {
        if (Json.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("must be an object");
        }

        GoldenNode node = this;
        return Json.EnumerateObject().Select(field => KeyValuePair.Create(field.Name, node[field.Name]));
    }

    public IReadOnlyList<GoldenNode> Items()
    {
        if (Json.ValueKind != JsonValueKind.Array)
        {
            throw Wrong("must be a list");
        }

        List<GoldenNode> items = new(Json.GetArrayLength());
        foreach (JsonElement item in Json.EnumerateArray())
        {
            items.Add(new GoldenNode(File, $"{Path}[{items.Count}]", item));
        }

        return items;
    }

    public string Text() => Json.ValueKind == JsonValueKind.String ? Json.GetString()! : throw Wrong("must be a text");

    /// <summary>The items of a list that must not be empty.</summary>
    public IReadOnlyList<GoldenNode> Filled(string what) =>
        Items() is { Count: > 0 } items ? items : throw Wrong($"must hold at least one {what}");

    /// <summary>A whole number of 64 bits; 10.0 is one too.</summary>
    public long Whole() =>
        Json.ValueKind != JsonValueKind.Number ? throw Wrong("must be a whole number")
        : Json.TryGetInt64(out long value) ? value
        : Json.TryGetDecimal(out decimal number) && number == decimal.Truncate(number)
            && number is >= long.MinValue and <= long.MaxValue ? (long)number
        : throw Wrong("must be a whole number");

    public decimal Decimal() =>
        Json.ValueKind == JsonValueKind.Number && Json.TryGetDecimal(out decimal value)
            ? value
            : throw Wrong("must be a number");

    /// <summary>The median of a list of numbers; the mean of the middle two if their count is even.</summary>
    public decimal Median()
    {
        List<decimal> sorted = [.. Items().Select(item => item.Decimal()).Order()];
        return sorted.Count > 0
            ? (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2
            : throw Wrong("must not be empty");
    }

    public int WholeIn(int least, int greatest)
    {
        long value = Whole();
        return value >= least && value <= greatest ? (int)value : throw Wrong($"must lie in {least} to {greatest}");
    }

    public bool Flag() =>
        Json.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? Json.GetBoolean()
            : throw Wrong("must be true or false");

    public ulong Seed() =>
        Json.ValueKind == JsonValueKind.Number && Json.TryGetUInt64(out ulong value)
            ? value
            : throw Wrong("must be a whole number of 64 bits without sign");

    public Duration Nanoseconds()
    {
        long value = Whole();
        return value < 0 ? throw Wrong("must not be negative")
            : value <= TimeMax ? Duration.FromNanoseconds(value)
            : throw Wrong("must be 10^17 ns at most");
    }

    public Duration PositiveNanoseconds() =>
        Nanoseconds() is { Nanoseconds: > 0 } value ? value : throw Wrong("must be positive");

    /// <summary>A whole number of units of so many nanoseconds each.</summary>
    public long Nanoseconds(long unit)
    {
        long value = Whole();
        return value >= 0 && value <= TimeMax / unit
            ? value * unit
            : throw Wrong($"must lie in 0 to {TimeMax / unit}");
    }

    public VirtualTime Instant() => VirtualTime.Zero + Nanoseconds();

    public InvalidDataException Wrong(string fault)
    {
        string found = Json.GetRawText();
        string shown = found.Length <= 60 ? found : string.Concat(found.AsSpan(0, 57), "...");
        return new InvalidDataException($"{File}: {Path} {fault}; found {shown}.");
    }
}
