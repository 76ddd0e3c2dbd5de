using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Xenisol.Client.Experiments;

/// <summary>
/// The data of an experiment as JSON and as CSV: one object, and one line, for each cell. No wall times: the same seed
/// gives the same bytes. docs/experiments.md documents the fields.
/// </summary>
internal static class ExperimentData
{
    /// <summary>Rises when a field of the frame is renamed, removed or changes its meaning.</summary>
    private const int SchemaVersion = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        WriteIndented = true,
        NewLine = "\n",
    };

    public static string Json(ExperimentResult result)
    {
        JsonObject document = new()
        {
            ["schemaVersion"] = SchemaVersion,
            ["experiment"] = result.Experiment.Name,
            ["version"] = ProductVersion.Text,
            ["seed"] = result.Settings.Seed,
            ["quick"] = result.Settings.IsQuick,
            ["complete"] = result.IsComplete,
            ["sets"] = new JsonArray([.. result.Settings.Sets.Select(set => JsonValue.Create(set))]),
            ["cells"] = new JsonArray([.. result.Cells.Select(Cell)]),
        };
        return document.ToJsonString(Options) + "\n";
    }

    public static string Csv(ExperimentResult result)
    {
        var cells = result.Cells.Select(Cell).ToList();
        List<string> columns = [.. cells.SelectMany(cell => cell.Select(field => field.Key)).Distinct()];
        var lines = cells.Select(cell => columns.Select(column => Text(cell[column]))).Prepend(columns);
        return string.Concat(lines.Select(line => string.Join(',', line.Select(Escaped)) + "\n"));
    }

    /// <summary>What identifies the cell, then its own columns, then what proves it.</summary>
    private static JsonObject Cell(CellResult cell)
    {
        JsonObject fields = new()
        {
            ["cell"] = cell.Name,
            ["virtualSeconds"] = cell.Prepared.Plan.Duration.Nanoseconds / 1e9,
        };
        var row = JsonSerializer.SerializeToNode(cell.Row, cell.Row.GetType(), Options)!.AsObject();
        foreach (var (name, value) in row)
        {
            fields.Add(name, value?.DeepClone());
        }

        fields.Add("events", cell.Events);
        fields.Add("digest", cell.Digest);
        return fields;
    }

    /// <summary>A list becomes one field, its items apart by spaces; nothing becomes an empty field.</summary>
    private static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonArray list => string.Join(' ', list.Select(Text)),
        _ => value.ToString(),
    };

    private static string Escaped(string text) =>
        text.AsSpan().IndexOfAny(",\"\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
