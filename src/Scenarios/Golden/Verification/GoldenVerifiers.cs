using System.Text.Json;
using Xenisol.Scenarios.Golden.Edf;
using Xenisol.Scenarios.Golden.Htb;

namespace Xenisol.Scenarios.Golden.Verification;

/// <summary>Finds the verifier of a golden file by its schema.</summary>
public static class GoldenVerifiers
{
    private static readonly IGoldenVerifier[] All =
    [
        new SchedulingVerifier(), new HtbVerifier(), new EdfVerifier(), new EdfKernelVerifier(),
    ];

    /// <summary>The schemas that can be verified.</summary>
    public static IReadOnlyList<string> Schemas => [.. All.Select(verifier => verifier.Schema).Distinct()];

    /// <summary>Runs a file's scenario and compares every number.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InvalidDataException">The file is malformed or of an unknown schema; the message names it and
    /// the value.</exception>
    public static GoldenVerdict Verify(string json, string name)
    {
        using JsonDocument document = Parse(json, name);
        GoldenNode root = new(name, "$", document.RootElement);
        IGoldenVerifier verifier = Array.Find(All, one => one.Knows(root)) ?? throw Unknown(root);
        return verifier is SchedulingVerifier || root.Given("schema") is null
            ? verifier.Verify(root)
            : throw Unknown(root);
    }

    internal static JsonDocument Parse(string json, string name)
    {
        try
        {
            // Of a member that stands twice, nobody could tell which one was meant.
            return JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{name} is not JSON: {fault.Message}", fault);
        }
    }

    private static InvalidDataException Unknown(GoldenNode root) => root.Given("schema") is GoldenNode schema
        ? schema.Wrong($"must be \"{GoldenFile.Schema}\", or absent in files of HTB and EDF")
        : root.Wrong(
            $"must have \"schema\": \"{GoldenFile.Schema}\", or be a file of HTB ('commands' or 'classes', with "
            + "'flows'), of EDF ('tasks') or of SCHED_DEADLINE ('experiments')");
}
