using System.Globalization;

namespace Xenisol.Client.Reports;

/// <summary>Finds domains that came from one entry with a count: <c>hog1</c>, <c>hog2</c>, … in a row.</summary>
internal static class CountGroup
{
    /// <summary>How many rows from <paramref name="first"/> on belong together; 1 if it stands alone.</summary>
    public static int LengthAt(IReadOnlyList<ResultRow> rows, int first)
    {
        if (!rows[first].Name.EndsWith('1') || rows[first].Name.Length == 1)
        {
            return 1;
        }

        var stem = rows[first].Name[..^1];
        var length = 1;
        while (first + length < rows.Count
            && rows[first + length].Name == stem + (length + 1).ToString(CultureInfo.InvariantCulture))
        {
            length++;
        }

        return length;
    }
}
