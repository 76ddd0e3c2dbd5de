using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Xenisol.Scenarios.Reading;

/// <summary>
/// Reads YAML into nodes that know their line and column, from the parser's events: a representation model would
/// stop at the first key that appears twice.
/// </summary>
internal sealed class YamlReader
{
    private const int DepthMax = 64;

    private readonly SourceText _source;
    private readonly ErrorList _errors;
    private readonly IParser _parser;
    private readonly Dictionary<string, ScenarioNode> _anchors = [];

    private YamlReader(SourceText source, string text, ErrorList errors)
    {
        _source = source;
        _errors = errors;
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>The root of the one document in a text; null, with an error, if it is no YAML.</summary>
    public static ScenarioNode? Read(SourceText source, string text, ErrorList errors)
    {
        YamlReader reader = new(source, text, errors);
        try
        {
            return reader.Document();
        }
        catch (YamlException fault)
        {
            string reason = fault.InnerException?.Message ?? fault.Message;
            errors.Add(Place(source, fault.Start), $"This is not YAML: {reason.TrimEnd('.')}.");
            return null;
        }
        catch (InvalidOperationException)
        {
            // The scanner's answer to some broken texts, without a place of its own.
            Mark last = reader._parser.Current?.End ?? Mark.Empty;
            errors.Add(Place(source, last), "This is not YAML: it cannot be understood after this place.");
            return null;
        }
    }

    private static SourcePosition Place(SourceText source, Mark mark) => source.IsOption
        ? new SourcePosition(source, 0, 0)
        : new SourcePosition(source, checked((int)mark.Line), checked((int)mark.Column));

    private SourcePosition Place(ParsingEvent happened) => Place(_source, happened.Start);

    private ScenarioNode Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Current is StreamEnd end)
        {
            return new ScalarNode(Place(end), "", quoted: false);
        }

        _parser.Consume<DocumentStart>();
        ScenarioNode root = Node(depth: 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Current is DocumentStart second)
        {
            _errors.Add(Place(second), "A second document starts here; one file holds one document.");
        }

        return root;
    }

    private ScenarioNode Node(int depth)
    {
        if (depth > DepthMax)
        {
            throw new YamlException(
                _parser.Current!.Start, _parser.Current.End, $"it nests more than {DepthMax} levels deep");
        }

        if (_parser.Current is AnchorAlias alias)
        {
            _parser.MoveNext();
            return _anchors.TryGetValue(alias.Value.Value, out ScenarioNode? known)
                ? known
                : throw new YamlException(alias.Start, alias.End, $"no anchor &{alias.Value.Value} stands before it");
        }

        AnchorName anchor = _parser.Current is NodeEvent start
            ? start.Anchor
            : throw new YamlException(_parser.Current!.Start, _parser.Current.End, "a value is missing here");
        ScenarioNode node = Fresh(depth);
        if (!anchor.IsEmpty)
        {
            _anchors[anchor.Value] = node;
        }

        return node;
    }

    private ScenarioNode Fresh(int depth)
    {
        if (_parser.Current is MappingStart mapping)
        {
            _parser.MoveNext();
            return Mapping(Place(mapping), depth);
        }

        if (_parser.Current is SequenceStart sequence)
        {
            _parser.MoveNext();
            List<ScenarioNode> items = [];
            while (_parser.Current is not SequenceEnd)
            {
                items.Add(Node(depth + 1));
            }

            _parser.MoveNext();

            return new SequenceNode(Place(sequence), items);
        }

        Scalar scalar = _parser.Consume<Scalar>();
        return new ScalarNode(Place(scalar), scalar.Value, scalar.Style != ScalarStyle.Plain);
    }

    private MappingNode Mapping(SourcePosition position, int depth)
    {
        MappingNode mapping = new(position, []);
        while (_parser.Current is not MappingEnd)
        {
            if (Node(depth + 1) is not ScalarNode key)
            {
                throw new YamlException(_parser.Current!.Start, _parser.Current.End, "a key must be a word");
            }

            ScenarioNode value = Node(depth + 1);
            MappingEntry? first = mapping.Entries.Find(entry => entry.Key == key.Text);
            if (first is null)
            {
                mapping.Entries.Add(new MappingEntry(key.Text, key.Position, value));
            }
            else
            {
                _errors.Add(key, $"Key '{key.Text}' appears twice; it stands in line {first.KeyPosition.Line}"
                    + " already.");
            }
        }

        _parser.MoveNext();
        return mapping;
    }
}
