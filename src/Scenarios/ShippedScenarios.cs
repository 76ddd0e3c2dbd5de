namespace Xenisol.Scenarios;

/// <summary>Scenarios that travel with the tool.</summary>
public static class ShippedScenarios
{
    /// <summary>The text of the smallest example, <c>scenarios/first.yaml</c>.</summary>
    public static string First { get; } = Read("first.yaml");

    /// <summary>Reads a scenario of an experiment, <c>scenarios/experiments/NAME.yaml</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="sets">As for <see cref="ScenarioFile.Load"/>.</param>
    /// <returns>As for <see cref="ScenarioFile.Load"/>; machine profiles are the shipped ones.</returns>
    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public static ScenarioResult LoadExperiment(string name, IReadOnlyList<string> sets) =>
        ScenarioFile.Parse(Read(PathOf(name)), $"scenarios/{PathOf(name)}", "", sets);

    /// <summary>The text of an experiment's scenario after some changes, as a file that can be run.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="sets">As for <see cref="ScenarioFile.Load"/>; they must be right.</param>
    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public static string WriteExperiment(string name, IReadOnlyList<string> sets) =>
        ScenarioFile.Rewrite(Read(PathOf(name)), sets);

    private static string PathOf(string experiment) => $"experiments/{experiment}.yaml";

    private static string Read(string name)
    {
        using Stream stream = typeof(ShippedScenarios).Assembly.GetManifestResourceStream($"scenarios/{name}")
            ?? throw new InvalidDataException($"The scenario {name} is missing from the program.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
