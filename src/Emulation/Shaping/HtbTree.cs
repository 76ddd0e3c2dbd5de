using System.Globalization;

namespace Xenisol.Emulation.Shaping;

/// <summary>
/// Checks options and lays out the tree: classes ordered by class id, each with its level and ordinals.
/// </summary>
internal static class HtbTree
{
    /// <summary>Levels of the tree, leaves included.</summary>
    public const int Levels = 8;

    private const int RootLevel = Levels - 1;

    /// <summary>The classes, ordered by class id.</summary>
    /// <exception cref="ArgumentException">The options contradict themselves; all faults are listed.</exception>
    public static HtbClass[] Build(HtbOptions options)
    {
        var sorted = options.Classes.OrderBy(one => one.ClassId).ToArray();
        var faults = HtbOptionsFaults.Of(options, sorted);
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", faults), nameof(options));
        }

        var indexes = IndexesByClassId(sorted);
        var classes = sorted.Select(one => new HtbClass(one, options.RateToQuantum)).ToArray();
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i].Parent = sorted[i].Parent == 0 ? -1 : indexes[sorted[i].Parent];
        }

        SetChildren(classes);
        SetLevels(classes);
        SetRowOrdinals(classes);
        return classes;
    }

    /// <summary>The index of each class id among the ordered classes; −1 where there is no such class.</summary>
    public static int[] IndexesByClassId(IReadOnlyList<HtbClassOptions> sorted) =>
        IndexesByClassId([.. sorted.Select(one => one.ClassId)]);

    /// <summary>The index of each class id; −1 where there is none.</summary>
    public static int[] IndexesByClassId(int[] classIds)
    {
        var indexes = new int[classIds.Length == 0 ? 1 : classIds[^1] + 1];
        Array.Fill(indexes, -1);
        for (var i = 0; i < classIds.Length; i++)
        {
            indexes[classIds[i]] = i;
        }

        return indexes;
    }

    private static void SetChildren(HtbClass[] classes)
    {
        var children = classes.Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < classes.Length; i++)
        {
            if (classes[i].Parent >= 0)
            {
                classes[i].FeedOrdinal = children[classes[i].Parent].Count;
                children[classes[i].Parent].Add(i);
            }
        }

        for (var i = 0; i < classes.Length; i++)
        {
            classes[i].Children = [.. children[i]];
        }
    }

    private static void SetLevels(HtbClass[] classes)
    {
        foreach (var one in classes)
        {
            var depth = 0;
            for (var above = one.Parent; above >= 0; above = classes[above].Parent)
            {
                // More steps than classes are a circle.
                if (++depth > RootLevel)
                {
                    throw new ArgumentException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"HTB class {one.ClassId} lies deeper than {Levels} levels; take out a level of classes."));
                }
            }

            one.Level = one.Children.Length == 0 ? 0 : RootLevel - depth;
            if (one.Children.Length > 0 && one.Level < 1)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"HTB class {one.ClassId} has children below the {Levels} levels; take out a level of classes."));
            }
        }
    }

    private static void SetRowOrdinals(HtbClass[] classes)
    {
        var counts = new int[Levels];
        foreach (var one in classes)
        {
            one.RowOrdinal = counts[one.Level]++;
        }
    }
}
