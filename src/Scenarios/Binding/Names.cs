using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Binding;

/// <summary>The names of one kind of thing: each a word, each once.</summary>
internal sealed class Names(string kind, string plural, ErrorList errors)
{
    private const int LengthMax = 63;

    private readonly Dictionary<string, SourcePosition> _first = [];
    private readonly List<string> _inOrder = [];

    /// <summary>
    /// The name under a section's key <c>name</c>, checked but not yet taken; empty if there is none.
    /// </summary>
    public string Read(Section section)
    {
        if (section.Need("name", "web") is not ScenarioNode node)
        {
            return "";
        }

        if (node is ScalarNode { Text.Length: > 0 and <= LengthMax } scalar && scalar.Text.All(IsNameCharacter))
        {
            section.Subject = $"{kind} '{scalar.Text}'";
            return scalar.Text;
        }

        errors.Add(node, $"Found {node.Found} where a name is needed: 1 to {LengthMax} letters, digits, '-' and '_'.");
        return "";
    }

    /// <summary>Takes a name; reports one that is taken already.</summary>
    public void Take(string name, SourcePosition position)
    {
        if (name.Length == 0)
        {
            return;
        }

        if (_first.TryGetValue(name, out SourcePosition first))
        {
            string already = first.Line > 0 ? $"; it stands in line {first.Line} already" : "";
            errors.Add(position, $"The {kind} name '{name}' appears twice{already}.");
            return;
        }

        _first.Add(name, position);
        _inOrder.Add(name);
    }

    /// <summary>Whether a name is taken; if not, that is reported.</summary>
    public bool Check(string name, SourcePosition position)
    {
        if (_first.ContainsKey(name))
        {
            return true;
        }

        errors.Add(position, $"Unknown {kind} '{name}'{Suggestion.Among(name, _inOrder, plural)}");
        return false;
    }

    private static bool IsNameCharacter(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_';
}
