using Xenisol.Emulation.Shaping;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Shaping;

/// <summary>A class as it was written: under its parent, or with the name of it.</summary>
internal sealed class WrittenClass
{
    private readonly bool _nested;

    public WrittenClass(string name, Section section, WrittenClass? parent, HtbClassOptions options)
    {
        Name = name;
        Section = section;
        Parent = parent;
        Options = options;
        _nested = parent is not null;
        if (_nested)
        {
            parent!.HasChildren = true;
        }
    }

    public string Name { get; }

    public Section Section { get; }

    /// <summary>The class above it; null for a root class, and until <see cref="Resolve"/> if it is named.</summary>
    public WrittenClass? Parent { get; private set; }

    /// <summary>All but the parent.</summary>
    public HtbClassOptions Options { get; }

    public bool HasChildren { get; private set; }

    /// <summary>Looks up the parent that is named, if one is.</summary>
    public void Resolve(Dictionary<string, WrittenClass> byName, ErrorList errors)
    {
        if (Section.Find("parent") is not ScenarioNode node)
        {
            return;
        }

        string name = Section.Text("parent", "");
        if (_nested)
        {
            errors.Add(node, $"Class '{Name}' stands under '{Parent!.Name}' already; leave 'parent' out.");
        }
        else if (byName.TryGetValue(name, out WrittenClass? parent))
        {
            Parent = parent;
            parent.HasChildren = true;
        }
        else
        {
            errors.Add(node, $"Unknown class '{name}' as parent of class '{Name}'"
                + Suggestion.Among(name, byName.Keys, "the classes"));
        }
    }
}
