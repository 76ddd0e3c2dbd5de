using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Shaping;

/// <summary>What only the whole tree shows: circles, depth, domains in inner classes.</summary>
internal static class ClassTreeFaults
{
    private const int Levels = 8;

    public static void Report(
        IReadOnlyList<WrittenClass> classes, IReadOnlyList<BoundLeaf> leaves, ErrorList errors)
    {
        HashSet<WrittenClass> reported = [];
        foreach (WrittenClass one in classes)
        {
            Depth(one, reported);
            if (one.HasChildren && one.Section.Has("queue"))
            {
                one.Section.Wrong("queue", $"Class '{one.Name}' has classes below it; only a leaf has a queue.");
            }
        }

        foreach (BoundLeaf leaf in leaves.Where(leaf => classes[leaf.ClassId - 1].HasChildren))
        {
            errors.Add(leaf.Position, $"Domain '{leaf.Domain}' sends through class '{leaf.Leaf}', which has classes"
                + " below it; name the domain at a leaf.");
        }
    }

    // One error for each circle, and one for each class that is the first too deep.
    private static void Depth(WrittenClass one, HashSet<WrittenClass> reported)
    {
        List<WrittenClass> path = [one];
        for (WrittenClass? above = one.Parent; above is not null; above = above.Parent)
        {
            if (path.IndexOf(above) is >= 0 and int start)
            {
                IEnumerable<WrittenClass> circle = path[start..].Append(above);
                if (start == 0 && !path.Exists(reported.Contains))
                {
                    reported.UnionWith(path);
                    one.Section.Wrong("parent", $"The classes {string.Join(" → ", circle.Select(each => each.Name))}"
                        + " are each other's parents; one of them must be a root or have another parent.");
                }

                return;
            }

            path.Add(above);
        }

        if (path.Count == Levels + 1)
        {
            one.Section.Wrong($"Class '{one.Name}' stands {path.Count} levels deep, under"
                + $" {string.Join(" → ", path.Skip(1).Reverse().Select(each => each.Name))}; a tree has {Levels} at"
                + " most: take out a level.");
        }
    }
}
