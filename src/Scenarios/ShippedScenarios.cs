namespace Xenisol.Scenarios;

/// <summary>Scenarios that travel with the tool.</summary>
public static class ShippedScenarios
{
    /// <summary>The text of the smallest example, <c>scenarios/first.yaml</c>.</summary>
    public static string First { get; } = Read("first.yaml");

    private static string Read(string name)
    {
        using Stream stream = typeof(ShippedScenarios).Assembly.GetManifestResourceStream($"scenarios/{name}")
            ?? throw new InvalidDataException($"The scenario {name} is missing from the program.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
