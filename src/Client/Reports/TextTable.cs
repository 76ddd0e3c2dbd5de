namespace Xenisol.Client.Reports;

/// <summary>
/// A plain table. Where it is wider than the terminal it is folded: several tables under each other, each with the
/// columns that name the rows; where these and another do not fit, one line for each value. Nothing is cut off.
/// </summary>
internal sealed class TextTable
{
    private const string Gap = "  ";

    private readonly TextColumn[] _columns;
    private readonly List<string[]> _rows = [];

    public TextTable(params TextColumn[] columns) => _columns = columns;

    /// <summary>How many columns, the first ones, name a row.</summary>
    public int NameColumns { get; init; } = 1;

    public void Add(params string[] cells)
    {
        if (cells.Length != _columns.Length)
        {
            throw new ArgumentException($"A row has {cells.Length} cells, the table {_columns.Length} columns.");
        }

        _rows.Add(cells);
    }

    /// <summary>Writes the table into a width; 0 is no limit.</summary>
    /// <returns>Whether it had to be folded.</returns>
    public bool Write(TextWriter output, int width)
    {
        var widths = _columns.Select((column, index) => Math.Max(
            column.Title.Length, _rows.Select(row => row[index].Length).DefaultIfEmpty().Max())).ToArray();
        var blocks = Blocks(widths, width <= 0 ? int.MaxValue : width);
        if (blocks is null)
        {
            WriteRecords(output);
            return true;
        }

        for (var i = 0; i < blocks.Count; i++)
        {
            if (i > 0)
            {
                output.WriteLine();
            }

            WriteBlock(output, blocks[i], widths);
        }

        return blocks.Count > 1;
    }

    // Whole groups first; a group that does not fit by itself is split between columns.
    private List<List<int>>? Blocks(int[] widths, int width)
    {
        List<List<int>> blocks = [];
        List<int>? block = null;
        foreach (var group in Enumerable.Range(NameColumns, Math.Max(_columns.Length - NameColumns, 0))
            .GroupBy(index => _columns[index].Group))
        {
            if (block is not null && WidthOf([.. block, .. group], widths) <= width)
            {
                block.AddRange(group);
                continue;
            }

            block = null;
            foreach (var column in group)
            {
                if (block is null || WidthOf([.. block, column], widths) > width)
                {
                    block = [.. Enumerable.Range(0, NameColumns)];
                    blocks.Add(block);
                }

                block.Add(column);
            }
        }

        return blocks.Exists(one => WidthOf(one, widths) > width) ? null : blocks;
    }

    private static long WidthOf(IReadOnlyCollection<int> columns, int[] widths) =>
        columns.Sum(column => (long)widths[column]) + (Gap.Length * (columns.Count - 1));

    private void WriteBlock(TextWriter output, List<int> block, int[] widths)
    {
        Line(_columns.Select(column => column.Title).ToArray());
        output.WriteLine(string.Join(Gap, block.Select(column => new string('-', widths[column]))));
        _rows.ForEach(Line);

        void Line(string[] cells) => output.WriteLine(string.Join(Gap, block.Select(column =>
            _columns[column].AlignsLeft
                ? cells[column].PadRight(widths[column])
                : cells[column].PadLeft(widths[column]))).TrimEnd());
    }

    private void WriteRecords(TextWriter output)
    {
        foreach (var row in _rows)
        {
            output.WriteLine(string.Join(Gap, row.Take(NameColumns)));
            for (var column = NameColumns; column < _columns.Length; column++)
            {
                output.WriteLine($"  {_columns[column].Title}: {row[column]}");
            }
        }
    }
}
