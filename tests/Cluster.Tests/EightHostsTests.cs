using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Grains;
using Xenisol.Grains.Components;
using Xenisol.Silo;

namespace Xenisol.Cluster.Tests;

/// <summary>The real components, in every way in which they can be spread: one digest.</summary>
public sealed class EightHostsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_kind_of_component_takes_part() => Assert.Equal(
        Enum.GetValues<ComponentKind>(),
        EightHosts.World.Components.Select(component => component.Kind).Distinct().Order());

    [Fact]
    public async Task Partitions_granularities_and_replays_give_one_digest()
    {
        await using var cluster = await EmbeddedSilo.StartAsync(1, Cancellation);
        foreach (var partitions in new[] { 1, 2, 4 })
        {
            var spread = await cluster.Client.Run(EightHosts.Plan, start => start with { Partitions = partitions });
            Assert.Equal(EightHosts.Digest, spread.Digest);
            Assert.Equal(partitions, spread.Partitions);
        }

        var actors = await cluster.Client.Run(
            EightHosts.Plan, start => start with { Granularity = Granularity.Component });

        Assert.Equal(EightHosts.Digest, actors.Digest);
        foreach (var kind in EightHosts.World.Components.GroupBy(component => component.Kind))
        {
            Assert.Equal(kind.Count(), actors.Activations.Single(a => a.GrainClass == $"{kind.Key}Grain").Count);
        }
    }

    [Fact]
    public async Task Two_processes_advance_hosts_and_exchange_blobs()
    {
        await using var cluster = await EmbeddedSilo.StartAsync(2, Cancellation);

        var result = await cluster.Client.Run(EightHosts.Plan);

        Assert.Equal(EightHosts.Digest, result.Digest);
        Assert.Equal(2, result.Processes.Count);
        Assert.Contains(result.Processes, process => process.ProcessId == Environment.ProcessId);
        Assert.All(result.Processes, process => Assert.Equal(4, process.Hosts.Count));
        Assert.All(result.Processes, process => Assert.InRange(process.BlobsSent, 1, process.MessagesSent));
    }

    [Fact]
    public async Task Commands_change_a_run_and_replay_to_its_digest()
    {
        await using var cluster = await EmbeddedSilo.StartAsync(1, Cancellation);
        var run = cluster.Client.NewRun();
        await run.Start(RunDriver.StartOf(EightHosts.Plan, start => start with { Pace = 0.05 }));
        var plan = RunPlanJson.Read((await run.GetLayout()).Plan);
        var target = plan.Domains.First(domain => domain.Vcpus[0].Period > Duration.Zero);
        var scheduler = cluster.Client.GetGrain<IHostSchedulerGrain>(
            $"{run.GetPrimaryKeyString()}/{target.Host}/HostScheduler/scheduler");
        while ((await run.GetProgress()).VirtualNanoseconds == 0)
        {
            await Task.Yield();
        }

        await scheduler.SetCredit(target.Name, 512, 0);
        await scheduler.SetEdf(
            target.Name, 0, target.Vcpus[0].Period.Nanoseconds * 2, target.Vcpus[0].Slice.Nanoseconds);
        var commanded = await run.Result();
        await run.Close();

        var replayed = await cluster.Client.Run(
            EightHosts.Plan, start => start with { Replay = commanded.Commands, Partitions = 2 });

        Assert.NotEqual(EightHosts.Digest, commanded.Digest);
        Assert.Equal(2, commanded.Commands.Count);
        Assert.Equal(commanded.Digest, replayed.Digest);
    }

    [Fact]
    public async Task Event_channels_are_rebound_and_the_log_replays_to_its_digest()
    {
        await using var cluster = await EmbeddedSilo.StartAsync(1, Cancellation);
        var run = cluster.Client.NewRun();
        await run.Start(RunDriver.StartOf(EightHosts.Plan, start => start with { Paused = true }));
        var key = $"{run.GetPrimaryKeyString()}/ongaro/EventChannel/";
        var pump = cluster.Client.GetGrain<IEventChannelGrain>(key + "pump3");
        var card = cluster.Client.GetGrain<IEventChannelGrain>(key + "eth0");
        var other = 1 - (await pump.GetState()).ValueOf("backendVcpu");

        var outside = await Assert.ThrowsAsync<RunFailedException>(() => pump.RebindBackend(2));
        var nobody = await Assert.ThrowsAsync<RunFailedException>(() => card.RebindFrontend(0));
        await pump.RebindBackend((int)other);
        await run.Resume();
        var commanded = await run.Result();
        var bound = await pump.GetState();
        await run.Close();
        var replayed = await cluster.Client.Run(EightHosts.Plan, start => start with
        {
            Replay = commanded.Commands,
            Granularity = Granularity.Component,
        });

        Assert.Equal("The driver domain: Invalid VCPU 2: valid range is [0, 1].", outside.Message);
        Assert.Contains("belongs to a device", nobody.Message, StringComparison.Ordinal);
        Assert.Equal(other, bound.ValueOf("backendVcpu"));
        Assert.NotEqual(EightHosts.Digest, commanded.Digest);
        Assert.Equal(commanded.Digest, replayed.Digest);
    }

    [Fact]
    public async Task Components_answer_alike_in_both_granularities()
    {
        await using var cluster = await EmbeddedSilo.StartAsync(1, Cancellation);
        var components = EightHosts.World.Components;
        var answers = new List<ComponentState[]>();
        foreach (var granularity in Enum.GetValues<Granularity>())
        {
            var run = cluster.Client.NewRun();
            await run.Start(RunDriver.StartOf(EightHosts.Plan, start => start with { Granularity = granularity }));
            await run.Result();
            answers.Add(await Task.WhenAll(components.Select(component => ComponentGrains.Get(
                cluster.Client,
                component.Kind,
                GrainKeys.Component(run.GetPrimaryKeyString(), component)).GetState())));
            await run.Close();
        }

        foreach (var (host, component) in answers[0].Zip(answers[1]))
        {
            Assert.Equivalent(host, component, strict: true);
        }
    }

    [Fact]
    public async Task A_tenant_is_told_what_it_owes_while_the_run_goes_on()
    {
        await using var cluster = await EmbeddedSilo.StartAsync(1, Cancellation);
        var run = cluster.Client.NewRun();
        var plan = EightHosts.Load("duration=2000s", "warmup=5ms");
        await run.Start(RunDriver.StartOf(plan));
        var tenant = cluster.Client.GetGrain<ITenantGrain>(
            GrainKeys.Tenant(run.GetPrimaryKeyString(), plan.Tenants[0].Name));
        InvoiceSoFar invoice;
        do
        {
            invoice = await tenant.GetInvoice();
        }
        while (invoice.AtNanoseconds <= plan.Warmup.Nanoseconds);

        var nobody = await Assert.ThrowsAsync<RunFailedException>(
            cluster.Client.GetGrain<ITenantGrain>(GrainKeys.Tenant(run.GetPrimaryKeyString(), "nobody")).GetInvoice);

        Assert.NotEmpty(invoice.Lines);
        Assert.Equal(invoice.TotalMicros, invoice.Lines.Sum(line => line.AmountMicros));
        Assert.Contains(invoice.Lines, line => line.Meter == "base" && line.Quantity > 0);
        Assert.Contains("has no tenant nobody", nobody.Message, StringComparison.Ordinal);
        await run.Close();
    }
}
