using System.Globalization;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Reading;

/// <summary>
/// Reads the keys of one mapping. Every key that is asked for is a known one; <see cref="Finish"/> reports the rest.
/// A value that is missing or wrong is reported and replaced by a harmless one, so that reading goes on.
/// </summary>
internal sealed class Section
{
    private readonly MappingNode _node;
    private readonly ErrorList _errors;
    private readonly List<string> _known = [];

    private Section(MappingNode node, string subject, ErrorList errors)
    {
        _node = node;
        Subject = subject;
        _errors = errors;
    }

    /// <summary>What the mapping describes, as it stands in a sentence: <c>host 'web'</c>.</summary>
    public string Subject { get; set; }

    public SourcePosition Position => _node.Position;

    /// <summary>The section of a node; null, with an error, if it is no mapping.</summary>
    public static Section? Of(ScenarioNode node, string subject, ErrorList errors)
    {
        if (node is MappingNode mapping)
        {
            return new Section(mapping, subject, errors);
        }

        errors.Add(node, $"Found {node.Found} where {subject} needs a mapping of keys to values.");
        return null;
    }

    /// <summary>The value of a key; null if it is left out or null.</summary>
    public ScenarioNode? Find(string key)
    {
        if (!_known.Contains(key))
        {
            _known.Add(key);
        }

        return _node.Find(key) is { } value and not ScalarNode { IsNull: true } ? value : null;
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>The value of a key; null, with an error, if it is left out.</summary>
    public ScenarioNode? Need(string key, string example)
    {
        ScenarioNode? value = Find(key);
        if (value is null)
        {
            _errors.Add(_node, $"{Capital(Subject)} lacks '{key}'; write for example '{key}: {example}'.");
        }

        return value;
    }

    /// <summary>The mapping under a key; null if it is left out, or, with an error, no mapping.</summary>
    public Section? Child(string key) =>
        Find(key) is ScenarioNode value ? Of(value, $"'{key}' of {Subject}", _errors) : null;

    /// <summary>The items of the list under a key; none if it is left out, or, with an error, no list.</summary>
    public IReadOnlyList<ScenarioNode> Items(string key)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case SequenceNode list:
                return list.Items;
            case ScenarioNode other:
                _errors.Add(other, $"Found {other.Found} where '{key}' of {Subject} needs a list.");
                return [];
        }
    }

    /// <summary>A text; the fallback if the key is left out.</summary>
    public string Text(string key, string fallback) =>
        Find(key) is ScenarioNode value ? Scalar(value, key)?.Text ?? fallback : fallback;

    /// <summary>One of some words; the first if the key is left out or names none of them.</summary>
    public string Word(string key, params string[] words)
    {
        if (Find(key) is not ScenarioNode value || Scalar(value, key) is not ScalarNode scalar)
        {
            return words[0];
        }

        if (words.Contains(scalar.Text))
        {
            return scalar.Text;
        }

        _errors.Add(value, $"Unknown {key} {value.Found} of {Subject}"
            + Suggestion.Among(scalar.Text, words, "those that exist"));
        return words[0];
    }

    public bool Flag(string key, bool fallback)
    {
        if (Find(key) is not ScenarioNode value)
        {
            return fallback;
        }

        if (value is ScalarNode { Text: "true" or "false" } scalar)
        {
            return scalar.Text == "true";
        }

        _errors.Add(value, $"Found {value.Found} where '{key}' of {Subject} must be true or false.");
        return fallback;
    }

    /// <summary>A whole number without unit; null as fallback makes the key required.</summary>
    public int Whole(string key, int? fallback, int least, int most)
    {
        ScenarioNode? value = fallback is null ? Need(key, $"{least}") : Find(key);
        return value is null ? fallback ?? least : Whole(value, $"'{key}' of {Subject}", least, most) ?? least;
    }

    /// <summary>The whole numbers of the list under a key.</summary>
    public IReadOnlyList<int> Wholes(string key, int least, int most)
    {
        List<int> numbers = [];
        foreach (ScenarioNode item in Items(key))
        {
            if (Whole(item, $"an item of '{key}' of {Subject}", least, most) is not int number)
            {
                continue;
            }

            if (numbers.Contains(number))
            {
                _errors.Add(item, $"{number} appears twice in '{key}' of {Subject}.");
                continue;
            }

            numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>A quantity in its base unit; null as fallback makes the key required.</summary>
    public long Amount(string key, Quantity quantity, long? fallback, long least = 0, long most = long.MaxValue)
    {
        ScenarioNode? value = fallback is null ? Need(key, quantity.Example) : Find(key);
        if (value is null || Scalar(value, key) is not ScalarNode scalar)
        {
            return fallback ?? least;
        }

        if (!QuantityParser.TryParse(scalar.Text, quantity, out long amount, out string fault))
        {
            _errors.Add(value, $"{Capital($"'{key}' of {Subject}")}: {fault}");
            return fallback ?? least;
        }

        if (amount >= least && amount <= most)
        {
            return amount;
        }

        string range = most == long.MaxValue
            ? $"at least {quantity.Show(least)}"
            : $"{quantity.Show(least)} to {quantity.Show(most)}";
        _errors.Add(value, $"'{key}' of {Subject} is {scalar.Text}; it must be {range}.");
        return fallback ?? least;
    }

    /// <summary>A duration; null as fallback makes the key required.</summary>
    public Duration Time(
        string key, Duration? fallback, long leastNanoseconds = 0, long mostNanoseconds = long.MaxValue) =>
        Duration.FromNanoseconds(
            Amount(key, Quantity.Duration, fallback?.Nanoseconds, leastNanoseconds, mostNanoseconds));

    /// <summary>Reports a fault of the section as a whole.</summary>
    public void Wrong(string message) => _errors.Add(_node, Capital(message));

    /// <summary>Reports a fault of the value of a key, or of the section if the key is left out.</summary>
    public void Wrong(string key, string message) => _errors.Add(_node.Find(key) ?? _node, Capital(message));

    /// <summary>The keys, for a mapping whose keys are names.</summary>
    public IEnumerable<string> Keys => _node.Entries.Select(entry => entry.Key);

    /// <summary>Whether every key was asked for.</summary>
    public bool IsKnown => _node.Entries.TrueForAll(entry => _known.Contains(entry.Key));

    /// <summary>Reports every key that nobody asked for.</summary>
    public void Finish()
    {
        foreach (MappingEntry entry in _node.Entries)
        {
            if (!_known.Contains(entry.Key))
            {
                _errors.Add(entry.KeyPosition, $"Unknown key '{entry.Key}' in {Subject}"
                    + Suggestion.Among(entry.Key, _known, "its keys"));
            }
        }
    }

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];

    private int? Whole(ScenarioNode value, string what, int least, int most)
    {
        NumberStyles style = least < 0 ? NumberStyles.AllowLeadingSign : NumberStyles.None;
        if (value is ScalarNode scalar
            && int.TryParse(scalar.Text, style, CultureInfo.InvariantCulture, out int number)
            && number >= least
            && number <= most)
        {
            return number;
        }

        _errors.Add(value, $"Found {value.Found} where {what} must be a whole number from {least} to {most}.");
        return null;
    }

    private ScalarNode? Scalar(ScenarioNode value, string key)
    {
        if (value is ScalarNode scalar)
        {
            return scalar;
        }

        _errors.Add(value, $"Found {value.Found} where '{key}' of {Subject} needs a single value.");
        return null;
    }
}
