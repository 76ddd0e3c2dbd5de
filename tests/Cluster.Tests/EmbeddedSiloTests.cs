using System.Diagnostics;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Grains;
using Xenisol.Grains.Worlds;
using Xenisol.Silo;

namespace Xenisol.Cluster.Tests;

/// <summary>Silos as a command starts them: in this process and in child processes.</summary>
public sealed class EmbeddedSiloTests
{
    private static readonly RunPlan Plan = Plans.Workloads(4, Duration.FromMilliseconds(500));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Processes_do_not_change_the_digest(int silos)
    {
        await using var cluster = await EmbeddedSilo.StartAsync(silos, Cancellation);

        var result = await cluster.Client.Run(Plan);

        Assert.Equal(BareEngine.DigestOf(new PlannedWorld(new World(Plan))), result.Digest);
        Assert.Equal(silos, result.Processes.Count);
        Assert.Contains(result.Processes, process => process.ProcessId == Environment.ProcessId);
        Assert.All(result.Processes, process => Assert.Equal(4 / silos, process.Hosts.Count));
    }

    [Fact]
    public async Task Children_end_with_the_cluster()
    {
        int child;
        await using (var cluster = await EmbeddedSilo.StartAsync(2, Cancellation))
        {
            var result = await cluster.Client.Run(Plan);
            child = result.Processes.Single(process => process.ProcessId != Environment.ProcessId).ProcessId;
            using var alive = Process.GetProcessById(child);
            Assert.False(alive.HasExited);
        }

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(child));
    }

    [Fact]
    public async Task A_client_of_another_process_lists_and_commands_a_run()
    {
        await using var cluster = await EmbeddedSilo.StartAsync(1, Cancellation);
        await using var connection = await ClusterConnection.ConnectAsync(cluster.Endpoint.Gateway, Cancellation);
        var run = connection.Client.NewRun();
        await run.Start(RunDriver.StartOf(Plan, start => start with { Paused = true }));
        var name = run.GetPrimaryKeyString();
        var host = connection.Client.GetGrain<IHostGrain>(GrainKeys.Host(name, "h1"));
        var scheduler = connection.Client.GetGrain<IHostSchedulerGrain>($"{name}/h1/HostScheduler/scheduler");

        await scheduler.SetCredit("web1", 512, 0);
        await scheduler.SetEdf("hog1", -1, 10_000_000, 3_000_000);
        await run.Resume();
        await run.Result();
        var domains = await host.GetDomains();

        Assert.Equal(["web1", "hog1", "hog21", "reserved1"], domains.Select(domain => domain.Name));
        Assert.Equal(512, domains[0].Vcpus[0].Weight);
        Assert.Equal(3_000_000, domains[1].Vcpus[0].SliceNanoseconds);
        Assert.True(domains[1].Vcpus[0].RunNanoseconds >= 150_000_000, "the reservation is served");
        Assert.Equivalent(
            domains[3],
            await connection.Client.GetGrain<IDomainGrain>($"{name}/h1/Domain/reserved1").GetSummary(),
            strict: true);
    }

    [Fact]
    public async Task Bad_parameters_are_refused_with_what_must_hold()
    {
        await using var cluster = await EmbeddedSilo.StartAsync(1, Cancellation);
        var run = cluster.Client.NewRun();
        await run.Start(RunDriver.StartOf(Plan, start => start with { Paused = true }));
        var scheduler = cluster.Client.GetGrain<IHostSchedulerGrain>(
            $"{run.GetPrimaryKeyString()}/h0/HostScheduler/scheduler");

        await Refused("no domain nobody", () => scheduler.SetCredit("nobody", 256, 0));
        await Refused("valid values are within range from 1 to 65535", () => scheduler.SetCredit("web0", 0, 0));
        await Refused("Invalid VCPU 1: valid range is [0, 0]", () => scheduler.SetEdf("web0", 1, 10, 1));
        await Refused("the slice at most the period", () => scheduler.SetEdf("web0", 0, 10, 11));
        await Refused("no core has that left", () => scheduler.SetEdf("web0", 0, 1_000_000, 950_000));

        static async Task Refused(string reason, Func<Task> command) => Assert.Contains(
            reason, (await Assert.ThrowsAsync<RunFailedException>(command)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Domains_without_a_host_are_placed()
    {
        var plan = Plan with { Domains = [.. Plan.Domains.Select(domain => domain with { Host = "" })] };
        await using var cluster = await EmbeddedSilo.StartAsync(1, Cancellation);

        var result = await cluster.Client.Run(plan);

        Assert.All(RunPlanJson.Read(result.Plan).Domains, domain => Assert.NotEmpty(domain.Host));
    }

    [Fact]
    public async Task Nobody_at_an_address_is_a_clear_error()
    {
        var nobody = SiloEndpoint.FreeOnLoopback().Gateway;

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ClusterConnection.ConnectAsync(nobody, Cancellation));

        Assert.Contains($"No Xenisol silo answers at {nobody}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("nonsense:1")]
    [InlineData("127.0.0.1:0")]
    public void An_address_needs_a_port(string text) =>
        Assert.Contains(
            "is no address:port",
            Assert.Throws<FormatException>(() => SiloEndpoint.Parse(text)).Message,
            StringComparison.Ordinal);
}
