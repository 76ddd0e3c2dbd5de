using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Machines;

/// <summary>
/// Finds the machine profile that a scenario names: a path to a file, else <c>machines/NAME.yaml</c> beside the
/// scenario, else a shipped one. Each is read once.
/// </summary>
internal sealed class MachineLocator(string directory, ICollection<ScenarioInput> inputs, ErrorList errors)
{
    private readonly Dictionary<string, MachineProfile> _read = [];

    public MachineProfile Find(ScenarioNode node)
    {
        if (node is not ScalarNode { Text.Length: > 0 } scalar)
        {
            errors.Add(node, $"Found {node.Found} where the name or the file of a machine profile is needed.");
            return MachineProfiles.Zero;
        }

        if (!_read.TryGetValue(scalar.Text, out MachineProfile? profile))
        {
            profile = Read(scalar);
            _read.Add(scalar.Text, profile);
        }

        return profile;
    }

    private MachineProfile Read(ScalarNode node)
    {
        string name = node.Text;
        bool isPath = name.Contains('/', StringComparison.Ordinal)
            || name.EndsWith(".yaml", StringComparison.Ordinal);
        string path = isPath
            ? Path.Combine(node.Position.Source.IsOption ? "" : directory, name)
            : Path.Combine(directory, "machines", $"{name}.yaml");
        string? text = TextOf(path, node) ?? (isPath ? null : MachineProfiles.TextOf(name));
        if (text is null)
        {
            errors.Add(node, isPath
                ? $"There is no machine profile file '{path}'."
                : $"Unknown machine profile '{name}'"
                    + Suggestion.Among(name, MachineProfiles.Shipped, "shipped profiles"));
            return MachineProfiles.Zero;
        }

        return MachineBinder.Read(SourceText.OfFile(path, text), text, errors);
    }

    private string? TextOf(string path, ScalarNode node)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            inputs.Add(new ScenarioInput(path, "a machine profile of the scenario"));
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            errors.Add(node, $"The machine profile '{path}' cannot be read: {fault.Message}");
            return null;
        }
    }
}
