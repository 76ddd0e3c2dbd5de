using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Xenisol.Client.Verify;

/// <summary>The results of <c>verify --json</c>; docs/verify.md documents each field.</summary>
internal static class VerifyJson
{
    /// <summary>Rises when a field is renamed, removed or changes its meaning.</summary>
    private const int SchemaVersion = 1;

    /// <summary>A file that differs in much would else fill the screen; the count is always whole.</summary>
    private const int DifferencesMax = 100;

    public static string Write(IReadOnlyList<VerifiedFile> results)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteStartObject("summary");
            json.WriteNumber("files", results.Count);
            foreach (var result in new[] { "exact", "within-tolerance", "different", "malformed", "missing", "failed" })
            {
                json.WriteNumber(result, results.Count(one => one.Result == result));
            }

            json.WriteEndObject();
            json.WriteStartArray("files");
            foreach (var result in results)
            {
                WriteFile(json, result);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteFile(Utf8JsonWriter json, VerifiedFile result)
    {
        json.WriteStartObject();
        json.WriteString("file", result.Name);
        json.WriteString("result", result.Result);
        if (result.Verdict is { } verdict)
        {
            json.WriteString("schema", verdict.Schema);
            json.WriteStartArray("engines");
            foreach (var engine in verdict.Engines)
            {
                json.WriteStringValue(engine);
            }

            json.WriteEndArray();
            json.WriteNumber("numbers", verdict.Numbers);
            json.WriteStartArray("notCompared");
            foreach (var left in verdict.NotCompared)
            {
                json.WriteStringValue(left);
            }

            json.WriteEndArray();
            json.WriteNumber("differenceCount", verdict.Differences.Count);
            json.WriteStartArray("differences");
            foreach (var difference in verdict.Differences.Take(DifferencesMax))
            {
                json.WriteStartObject();
                json.WriteString("engine", difference.Engine);
                json.WriteString("where", difference.Where);
                json.WriteString("what", difference.What);
                json.WriteString("expected", difference.Expected);
                json.WriteString("got", difference.Got);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteString("error", result.Fault);
        }

        json.WriteEndObject();
    }
}
