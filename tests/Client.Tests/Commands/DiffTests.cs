using Xenisol.Client.Runs;

namespace Xenisol.Client.Tests.Commands;

public class DiffTests
{
    private const string First = "0\thost/Domain/web\tStart\t0\t0\t0\tEffect\t0\t1";
    private const string Second = "1500\thost/Domain/web\tWake\t2\t7\t8\tEffect\t0\t2";

    [Fact]
    public async Task Equal_dumps_are_equal()
    {
        using TestCli cli = new();
        Assert.Equal(ExitCode.Success, await Diff(cli, [First, Second], [First, Second]));
        Assert.Equal("Equal: 2 handled messages.\n", cli.Out);
    }

    [Fact]
    public async Task The_first_difference_is_shown_with_what_and_where()
    {
        using TestCli cli = new();
        var other = Second.Replace("\t7\t", "\t9\t", StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failure, await Diff(cli, [First, Second, First], [First, other, Second]));
        Assert.Contains("First difference after 1 equal messages: A.", cli.Out);
        const string Message = "1500 ns (1.50 µs) host/Domain/web handles Wake port 2 a";
        Assert.Contains($"{cli.Folder.PathOf("a")}:3: {Message} 7", cli.Out);
        Assert.Contains($"{cli.Folder.PathOf("b")}:3: {Message} 9", cli.Out);
    }

    [Fact]
    public async Task A_shorter_dump_ends_early()
    {
        using TestCli cli = new();
        Assert.Equal(ExitCode.Failure, await Diff(cli, [First, Second], [First]));
        Assert.Contains("B ends here", cli.Out);
    }

    [Fact]
    public async Task What_is_no_dump_is_refused()
    {
        using TestCli cli = new();
        var path = cli.Folder.Write("text", "hello\n");
        Assert.Equal(ExitCode.BadInput, await cli.Run("diff", path, path));
        Assert.Contains("This is no message dump", cli.Error);
        Assert.Equal(ExitCode.BadInput, await cli.Run("diff", path, cli.Folder.PathOf("missing")));
    }

    private static Task<int> Diff(TestCli cli, string[] left, string[] right) =>
        cli.Run(
            "diff",
            cli.Folder.Write("a", Dump(left)),
            cli.Folder.Write("b", Dump(right)));

    private static string Dump(string[] lines) => string.Join("\n", lines.Prepend(MessageDump.Header)) + "\n";
}
