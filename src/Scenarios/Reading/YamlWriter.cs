using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Xenisol.Scenarios.Reading;

/// <summary>Writes a scenario's tree as YAML; comments of the text it was read from are lost.</summary>
internal static class YamlWriter
{
    public static string Write(ScenarioNode root)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        // Lines are not folded: a list of a hundred domains has one a line, however long it is.
        Emitter emitter = new(text, EmitterSettings.Default.WithBestWidth(int.MaxValue));
        new YamlStream(new YamlDocument(Of(root, depth: 0))).Save(new NoDocumentEnd(emitter), assignAnchors: false);
        return text.ToString();
    }

    /// <summary>Blocks outside, and one line for whatever holds only texts and such lines.</summary>
    private static YamlNode Of(ScenarioNode node, int depth) => node switch
    {
        MappingNode mapping => new YamlMappingNode(mapping.Entries.Select(entry =>
            new KeyValuePair<YamlNode, YamlNode>(entry.Key, Of(entry.Value, depth + 1))))
        {
            Style = depth > 0 && Height(mapping) <= 2 ? MappingStyle.Flow : MappingStyle.Block,
        },
        SequenceNode list => new YamlSequenceNode(list.Items.Select(item => Of(item, depth + 1)))
        {
            Style = Height(list) <= 1 ? SequenceStyle.Flow : SequenceStyle.Block,
        },
        ScalarNode scalar => new YamlScalarNode(scalar.Text)
        {
            Style = scalar.Quoted ? ScalarStyle.SingleQuoted : ScalarStyle.Plain,
        },
        _ => throw new ArgumentException($"{node.GetType().Name} is no node of a scenario.", nameof(node)),
    };

    private static int Height(ScenarioNode node) => node switch
    {
        MappingNode mapping => 1 + mapping.Entries.Select(entry => Height(entry.Value)).DefaultIfEmpty().Max(),
        SequenceNode list => 1 + list.Items.Select(Height).DefaultIfEmpty().Max(),
        _ => 0,
    };

    /// <summary>Without the line of three dots that ends a document.</summary>
    private sealed class NoDocumentEnd(IEmitter emitter) : IEmitter
    {
        public void Emit(ParsingEvent @event) =>
            emitter.Emit(@event is DocumentEnd ? new DocumentEnd(isImplicit: true) : @event);
    }
}
