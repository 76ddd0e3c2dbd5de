using System.Text.Json;

namespace Xenisol.Client.Tests.Timelines;

/// <summary>One run with its summary and its timeline, for the tests that only read them.</summary>
public sealed class ShownTimeline : IAsyncLifetime
{
    /// <summary>A host with reservations that are too small for one of their jobs, and a busy one.</summary>
    internal const string Scenario = """
        name: Two
        seed: 5
        duration: 300ms
        warmup: 50ms
        machine: xeon-2008
        hosts:
        - { name: left, cores: 2, scheduler: hybrid }
        - { name: right, cores: 2, scheduler: credit }
        plans:
        - { name: reserved, cpu: { period: 10ms, slice: 3ms }, price: { base: 0.05 USD/h } }
        - { name: plain, cpu: { weight: 256 }, price: { cpu: 0.01 USD/h } }
        tenants:
        - name: tight
          plan: reserved
          domains:
          - { name: kept, host: left, app: { periodic: { period: 10ms, cost: 1ms } } }
          - { name: late, host: left, app: { periodic: { period: 10ms, cost: 4ms, deadline: 8ms } } }
        - name: others
          plan: plain
          domains:
          - { name: hog, host: left, count: 3, app: burn }
          - { name: job, host: right, app: { periodic: { period: 7ms, cost: 2ms } } }
          - { name: busy, host: right, count: 2, vcpus: 2, app: burn }
        """;

    internal JsonElement Summary { get; private set; }

    internal ReadTimeline Timeline { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        using TestCli cli = new();
        var scenario = cli.Folder.Write("two.yaml", Scenario);
        var file = cli.Folder.PathOf("t.pftrace");
        var code = await cli.Run("run", scenario, "--json", "-", "--quiet", "--timeline", file);
        Assert.True(code == ExitCode.Success, cli.Error);
        Summary = JsonDocument.Parse(cli.Out).RootElement;
        Timeline = new ReadTimeline(await File.ReadAllBytesAsync(file));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
