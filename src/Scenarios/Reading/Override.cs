using System.Globalization;

namespace Xenisol.Scenarios.Reading;

/// <summary>An option <c>--set PATH=VALUE</c>: changes a node of the tree before anything is bound.</summary>
internal sealed class Override
{
    private readonly string _path;
    private readonly string _value;
    private readonly SourcePosition _position;
    private readonly ErrorList _errors;

    private Override(string path, string value, SourcePosition position, ErrorList errors)
    {
        _path = path;
        _value = value;
        _position = position;
        _errors = errors;
    }

    /// <summary>Applies an option such as <c>hosts[0].scheduler=credit</c>.</summary>
    public static void Apply(string option, ScenarioNode root, ErrorList errors)
    {
        SourcePosition position = new(SourceText.OfOption($"--set {option}"), 0, 0);
        int equals = option.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            errors.Add(position, "This must be PATH=VALUE, such as hosts[0].scheduler=credit.");
            return;
        }

        new Override(option[..equals], option[(equals + 1)..], position, errors).Apply(root);
    }

    private void Apply(ScenarioNode root)
    {
        if (Steps() is not { Count: > 0 } steps
            || YamlReader.Read(_position.Source, _value, _errors) is not ScenarioNode value)
        {
            return;
        }

        ScenarioNode? node = root;
        for (int i = 0; i < steps.Count - 1 && node is not null; i++)
        {
            node = Descend(node, steps, i);
        }

        if (node is not null)
        {
            Replace(node, steps, value);
        }
    }

    /// <summary>The keys and indices of the path; null, with an error, if it is none.</summary>
    private List<string>? Steps()
    {
        List<string> steps = [];
        foreach (string part in _path.Split('.'))
        {
            string[] pieces = part.Split('[');
            bool sound = pieces[0].Length > 0;
            steps.Add(pieces[0]);
            foreach (string piece in pieces.Skip(1))
            {
                sound &= piece.EndsWith(']') && int.TryParse(
                    piece[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out _);
                steps.Add($"[{piece}");
            }

            if (!sound)
            {
                _errors.Add(_position, $"'{_path}' is no path; write keys and indices, such as hosts[0].scheduler.");
                return null;
            }
        }

        return steps;
    }

    // A key on the way that is left out is created, so that options reach what the file leaves to its defaults.
    private ScenarioNode? Descend(ScenarioNode node, List<string> steps, int depth)
    {
        string step = steps[depth];
        if (IsIndex(step))
        {
            return Item(node, steps, depth) is (SequenceNode list, int index) ? list.Items[index] : null;
        }

        if (Mapping(node, steps, depth) is not MappingNode mapping)
        {
            return null;
        }

        ScenarioNode? found = mapping.Find(step);
        if (found is null or ScalarNode { IsNull: true } && !IsIndex(steps[depth + 1]))
        {
            found = new MappingNode(_position, []);
            mapping.Set(step, found);
        }

        return found;
    }

    private void Replace(ScenarioNode node, List<string> steps, ScenarioNode value)
    {
        int last = steps.Count - 1;
        if (IsIndex(steps[last]))
        {
            if (Item(node, steps, last) is (SequenceNode list, int index))
            {
                list.Items[index] = value;
            }
        }
        else
        {
            Mapping(node, steps, last)?.Set(steps[last], value);
        }
    }

    private MappingNode? Mapping(ScenarioNode node, List<string> steps, int depth)
    {
        if (node is MappingNode mapping)
        {
            return mapping;
        }

        string hint = node is SequenceNode ? "give an index, as in [0]" : "set it as a whole";
        _errors.Add(_position, $"{Before(steps, depth)} is {node.Found}, which has no keys; {hint}.");
        return null;
    }

    private (SequenceNode List, int Index)? Item(ScenarioNode node, List<string> steps, int depth)
    {
        if (node is not SequenceNode list)
        {
            _errors.Add(_position, $"{Before(steps, depth)} is {node.Found}, not a list.");
            return null;
        }

        int index = int.Parse(steps[depth].AsSpan(1, steps[depth].Length - 2), CultureInfo.InvariantCulture);
        if (index < list.Items.Count)
        {
            return (list, index);
        }

        string range = list.Items.Count == 0 ? "none" : $"0 to {list.Items.Count - 1}";
        _errors.Add(_position, $"{Before(steps, depth)} has no item {index}; its indices are {range}.");
        return null;
    }

    private static bool IsIndex(string step) => step[0] == '[';

    private static string Before(List<string> steps, int depth) => depth == 0
        ? "The scenario"
        : $"'{string.Join('.', steps.Take(depth)).Replace(".[", "[", StringComparison.Ordinal)}'";
}
