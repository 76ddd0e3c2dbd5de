using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Binding;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios;

/// <summary>Reads scenario files: YAML with units in the values, into a plan that is checked and complete.</summary>
public static class ScenarioFile
{
    /// <summary>Reads a scenario.</summary>
    /// <param name="path">The file; <c>machines/</c> and traces that it names are looked for beside it.</param>
    /// <param name="sets">Changes <c>PATH=VALUE</c>, such as <c>hosts[0].scheduler=credit</c>, in order.</param>
    /// <returns>The plan, or every fault that was found; bad input never throws.</returns>
    public static ScenarioResult Load(string path, IReadOnlyList<string> sets)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refused(path, "There is no such scenario file.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Refused(path, $"The scenario cannot be read: {fault.Message}");
        }

        return Parse(text, path, Path.GetDirectoryName(path) ?? "", sets);
    }

    /// <summary>Reads a scenario from its text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="directory">Where <c>machines/</c> and traces that it names are looked for.</param>
    /// <param name="sets">As for <see cref="Load"/>.</param>
    /// <returns>As for <see cref="Load"/>.</returns>
    public static ScenarioResult Parse(string text, string name, string directory, IReadOnlyList<string> sets)
    {
        ErrorList errors = new();
        if (YamlReader.Read(SourceText.OfFile(name, text), text, errors) is not ScenarioNode root)
        {
            return new ScenarioResult(null, errors.ByLine());
        }

        foreach (string set in sets)
        {
            Override.Apply(set, root, errors);
        }

        ScenarioBinder binder = new(directory, errors);
        RunPlan? plan = binder.Bind(root);
        return new ScenarioResult(plan, errors.ByLine()) { Inputs = binder.Inputs };
    }

    /// <summary>The text of a scenario after some changes; comments are lost, and nothing is checked.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="sets">As for <see cref="Load"/>.</param>
    /// <exception cref="InvalidDataException">The text is no YAML, or a change does not fit it.</exception>
    internal static string Rewrite(string text, IReadOnlyList<string> sets)
    {
        ErrorList errors = new();
        if (YamlReader.Read(SourceText.OfFile("", text), text, errors) is ScenarioNode root)
        {
            foreach (string set in sets)
            {
                Override.Apply(set, root, errors);
            }

            if (errors.IsEmpty)
            {
                return YamlWriter.Write(root);
            }
        }

        throw new InvalidDataException(errors.ByLine()[0].ToString());
    }

    private static ScenarioResult Refused(string path, string message) =>
        new(null, [new ScenarioError(path, 0, 0, message, "")]);
}
