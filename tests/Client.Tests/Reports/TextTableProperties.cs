using CsCheck;

using Xenisol.Client.Reports;

namespace Xenisol.Client.Tests.Reports;

public class TextTableProperties
{
    [Fact]
    public void Every_cell_is_shown_at_any_width() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[1, 12], Gen.Int[2, 10], Gen.Int[1, 14], Gen.Int[1, 3])
            .Sample((width, rows, columns, length, names) =>
            {
                TextTable table = new(
                    [.. Enumerable.Range(0, columns).Select(column => new TextColumn($"c{column}", column / 3))])
                {
                    NameColumns = Math.Min(names, columns - 1),
                };
                for (var row = 0; row < rows; row++)
                {
                    table.Add([.. Enumerable.Range(0, columns).Select(column => Cell(row, column, length))]);
                }

                using StringWriter output = new();
                table.Write(output, width);
                var text = output.ToString();
                for (var row = 0; row < rows; row++)
                {
                    for (var column = 0; column < columns; column++)
                    {
                        Assert.Contains(Cell(row, column, length), text);
                    }
                }
            });

    [Fact]
    public void A_table_as_wide_as_the_terminal_is_not_folded_and_one_wider_is()
    {
        TextTable table = new(new TextColumn("aaaa"), new TextColumn("bbbb", 1), new TextColumn("cccc", 2));
        table.Add("1", "2", "3");
        using StringWriter output = new();
        Assert.False(table.Write(output, 16));
        Assert.True(table.Write(output, 15));
    }

    [Fact]
    public void Each_part_of_a_folded_table_has_all_columns_that_name_a_row()
    {
        TextTable table = new(
            new TextColumn("Cores"), new TextColumn("Kind", AlignsLeft: true), new TextColumn("Late"),
            new TextColumn("Most"))
        {
            NameColumns = 2,
        };
        table.Add("2", "edf", "1 %", "3 ms");
        using StringWriter output = new() { NewLine = "\n" };
        Assert.True(table.Write(output, 20));
        Assert.Equal(
            "Cores  Kind  Late\n-----  ----  ----\n    2  edf    1 %\n\n"
            + "Cores  Kind  Most\n-----  ----  ----\n    2  edf   3 ms\n",
            output.ToString());

        using StringWriter narrow = new() { NewLine = "\n" };
        table.Write(narrow, 16);
        Assert.Equal("2  edf\n  Late: 1 %\n  Most: 3 ms\n", narrow.ToString());
    }

    [Fact]
    public void Where_not_two_columns_fit_each_value_has_a_line()
    {
        TextTable table = new(new TextColumn("name"), new TextColumn("value"));
        table.Add("somebody", "something");
        using StringWriter output = new() { NewLine = "\n" };
        Assert.True(table.Write(output, 12));
        Assert.Equal("somebody\n  value: something\n", output.ToString());
    }

    private static string Cell(int row, int column, int length) => $"r{row}c{column}".PadRight(length, 'x');
}
