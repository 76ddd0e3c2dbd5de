using System.Globalization;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Binding;

/// <summary>Expands a <c>count</c>: <c>hog</c> with a count of 2 becomes <c>hog1</c> and <c>hog2</c>.</summary>
internal static class Counted
{
    public static IReadOnlyList<string> Names(string name, Section section, int most)
    {
        if (!section.Has("count"))
        {
            return [name];
        }

        int count = section.Whole("count", 1, 1, most);
        return [.. Enumerable.Range(1, count)
            .Select(number => name.Length == 0 ? "" : name + number.ToString(CultureInfo.InvariantCulture))];
    }
}
