using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Xenisol.Client.Tests.Commands;

public class SmallCommandsTests
{
    [Fact]
    public async Task Init_writes_a_scenario_that_is_valid_and_spares_an_existing_file()
    {
        using TestCli cli = new();
        var path = cli.Folder.PathOf("mine.yaml");
        Assert.Equal(ExitCode.Success, await cli.Run("init", path));
        Assert.Equal(ExitCode.Success, await cli.Run("validate", path));
        Assert.Contains($"{path} is valid: First; 1 host, 2 tenants, ", cli.Out);
        Assert.Equal(ExitCode.BadInput, await cli.Run("init", path));
        Assert.Contains("exists already", cli.Error);
    }

    [Fact]
    public async Task Serve_does_not_share_a_port_with_another_silo()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(10));
        using TestCli cli = new();
        Assert.Equal(ExitCode.Failure, await cli.RunUntil(limit.Token, "serve", "--gateway-port", port));
        Assert.Contains($":{port}: Address already in use", cli.Error);
        Assert.Empty(cli.Out);
    }

    [Fact]
    public async Task Serve_names_a_primary_that_does_not_answer()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(20));
        using TestCli cli = new();
        Assert.Equal(ExitCode.Failure, await cli.RunUntil(limit.Token, "serve", "--primary", "127.0.0.1:9"));
        Assert.Contains("No silo answers at 127.0.0.1:9, which --primary names", cli.Error);
    }

    [Fact]
    public async Task Completion_prints_a_function_that_asks_the_program()
    {
        using TestCli cli = new();
        Assert.Equal(ExitCode.Success, await cli.Run("completion", "bash"));
        Assert.Contains("complete -o bashdefault -o default -F _xenisol xenisol", cli.Out);
        cli.Clear();
        Assert.Equal(ExitCode.Success, await cli.Run("[suggest:12]", "xenisol xl s"));
        var offered = cli.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            ["sched-credit", "sched-credit2", "sched-edf", "sched-rtds"],
            offered.Where(word => word.StartsWith('s')).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("1/100", 100L)]
    [InlineData("1/1", 1L)]
    [InlineData("1", 1L)]
    [InlineData("0.01", 100L)]
    [InlineData("0.3", 3L)]
    [InlineData("1.1", null)]
    [InlineData("-1", null)]
    [InlineData("all", null)]
    public void A_sample_rate_is_one_in_so_many(string text, long? expected) =>
        Assert.Equal(expected, Client.Commands.SampleRate.OneIn(text));
}
