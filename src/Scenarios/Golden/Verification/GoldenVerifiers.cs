using System.Text.Json;

namespace Xenisol.Scenarios.Golden.Verification;

/// <summary>Finds the verifier of a golden file by its schema.</summary>
public static class GoldenVerifiers
{
    private static readonly IGoldenVerifier[] All = [new SchedulingVerifier()];

    /// <summary>The schemas that can be verified.</summary>
    public static IReadOnlyList<string> Schemas => [.. All.Select(verifier => verifier.Schema)];

    /// <summary>Runs a file's scenario and compares every number.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InvalidDataException">The file is malformed or of an unknown schema; the message names it and
    /// the value.</exception>
    public static GoldenVerdict Verify(string json, string name)
    {
        string schema = SchemaOf(json, name);
        IGoldenVerifier? verifier = Array.Find(All, one => one.Schema == schema);
        return verifier is not null
            ? verifier.Verify(json, name)
            : throw new InvalidDataException(
                $"{name}: $.schema must be one of {string.Join(", ", Schemas)}; found \"{schema}\".");
    }

    private static string SchemaOf(string json, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return new GoldenNode(name, "$", document.RootElement)["schema"].Text();
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{name} is not JSON: {fault.Message}", fault);
        }
    }
}
