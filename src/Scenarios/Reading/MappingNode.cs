namespace Xenisol.Scenarios.Reading;

/// <summary>A mapping of keys, in the order of the text.</summary>
internal sealed class MappingNode(SourcePosition position, List<MappingEntry> entries) : ScenarioNode(position)
{
    public List<MappingEntry> Entries { get; } = entries;

    public override string Found => "a mapping";

    public ScenarioNode? Find(string key)
    {
        foreach (MappingEntry entry in Entries)
        {
            if (entry.Key == key)
            {
                return entry.Value;
            }
        }

        return null;
    }

    public void Set(string key, ScenarioNode value)
    {
        int index = Entries.FindIndex(entry => entry.Key == key);
        MappingEntry changed = new(key, value.Position, value);
        if (index >= 0)
        {
            Entries[index] = changed;
        }
        else
        {
            Entries.Add(changed);
        }
    }
}
