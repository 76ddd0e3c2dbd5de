using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Grains;
using Xenisol.Silo;

namespace Xenisol.Cluster.Tests;

/// <summary>
/// Parameters, servers and affinities, commanded through a host scheduler's grain: they change what the emulation does,
/// and the log replays to the same digest in both granularities. What is refused leaves no trace.
/// </summary>
public sealed class SchedulerCommandTests
{
    private static readonly RunPlan Plan = Under(SchedulerKind.Credit);

    [Theory]
    [InlineData(SchedulerKind.Credit)]
    [InlineData(SchedulerKind.Hybrid)]
    [InlineData(SchedulerKind.Rtds)]
    public async Task Commands_change_the_run_and_replay_to_the_same_digest(SchedulerKind kind)
    {
        await using var silo = await EmbeddedSilo.StartAsync(1, TestContext.Current.CancellationToken);
        var plan = Under(kind);
        var plain = await silo.Client.Run(plan);
        foreach (var granularity in new[] { Granularity.Host, Granularity.Component })
        {
            var commanded = await Commanded(silo.Client, plan, granularity);
            Assert.NotEqual(plain.Digest, commanded.Digest);
            foreach (var other in new[] { Granularity.Host, Granularity.Component })
            {
                var replayed = await silo.Client.Run(
                    plan, start => start with { Granularity = other, Replay = commanded.Commands });
                Assert.Equal(commanded.Digest, replayed.Digest);
            }
        }
    }

    [Fact]
    public async Task Whatever_is_refused_leaves_the_log_empty()
    {
        await using var silo = await EmbeddedSilo.StartAsync(1, TestContext.Current.CancellationToken);
        var run = silo.Client.NewRun();
        await run.Start(RunDriver.StartOf(Plan, start => start with { Paused = true }));
        var scheduler = Scheduler(silo.Client, run, "h0");

        await Refused(() => scheduler.SetParameters(1_500_000, null, null), "Time slice out of range");
        await Refused(() => scheduler.SetParameters(null, 99_999, null), "Ratelimit out of range");
        await Refused(() => scheduler.SetParameters(1_000_000, 2_000_000, null), "cannot be greater than timeslice");
        await Refused(() => scheduler.SetParameters(null, null, 100_000_001), "migration delay");
        await Refused(() => scheduler.SetAffinity("web0", 0, [2, 9], null), "no such pCPU; host h0 has pCPUs 0 to 1");
        await Refused(() => scheduler.SetAffinity("web0", 1, [0], null), "Invalid VCPU 1: valid range is [0, 0]");
        await Refused(() => scheduler.SetAffinity("web0", 0, null, null), "neither a hard nor a soft");
        await Refused(() => scheduler.SetReservations("web0", [new VcpuReservation(0, 10, 10, true)]), "not supported");
        await Refused(() => scheduler.SetAffinity("nobody", 0, [0], null), "has no domain nobody");

        await run.Stop();
        Assert.Empty((await run.Result()).Commands);
        await run.Close();
    }

    [Fact]
    public async Task An_affinity_that_leaves_no_room_for_a_reservation_says_which_core_has_how_much_left()
    {
        await using var silo = await EmbeddedSilo.StartAsync(1, TestContext.Current.CancellationToken);
        var run = silo.Client.NewRun();
        var endless = Under(SchedulerKind.Hybrid) with { Duration = Duration.FromSeconds(3_600) };
        await run.Start(RunDriver.StartOf(endless, start => start with { Paused = true }));
        var scheduler = Scheduler(silo.Client, run, "h0");
        await scheduler.SetEdf("hog0", 0, 10_000_000, 8_000_000);
        await scheduler.SetAffinity("hog0", 0, [1], null);
        await run.Resume();
        await Begun(run);
        await run.Pause();

        // reserved0 has 20 % on pCPU 0; pCPU 1 holds 80 % and has 10 % left.
        await Refused(
            () => scheduler.SetAffinity("reserved0", 0, [1], null),
            "cannot have its reservation on pCPU 1 for vCPU 0: no core has that left; pCPU 1 has most, 10.00 %.");
        await run.Stop();
        await run.Close();
    }

    [Fact]
    public async Task A_domain_is_pinned_through_its_own_grain()
    {
        await using var silo = await EmbeddedSilo.StartAsync(1, TestContext.Current.CancellationToken);
        var run = silo.Client.NewRun();
        await run.Start(RunDriver.StartOf(Plan, start => start with { Paused = true }));
        var domain = silo.Client.GetGrain<IDomainGrain>($"{run.GetPrimaryKeyString()}/h0/Domain/web0");

        var logged = await domain.SetAffinity(-1, [1], [0]);
        await run.Resume();
        await run.Result();

        Assert.Equal([MessageKind.SetHardAffinity, MessageKind.SetSoftAffinity], logged.Select(one => one.Kind));
        var vcpu = (await domain.GetSummary()).Vcpus[0];
        Assert.Equal([1], vcpu.HardAffinity);
        Assert.Equal([0], vcpu.SoftAffinity);
        Assert.Equal(1, vcpu.Core);
        await run.Close();
    }

    /// <summary>Commands before the start and wherever the run stands when it is paused.</summary>
    private static async Task<RunResult> Commanded(IClusterClient client, RunPlan plan, Granularity granularity)
    {
        var run = client.NewRun();
        await run.Start(RunDriver.StartOf(
            plan, start => start with { Paused = true, Granularity = granularity, Pace = 1 }));
        var scheduler = Scheduler(client, run, "h0");
        if (plan.Hosts[0].Scheduler.Kind == SchedulerKind.Rtds)
        {
            await scheduler.SetReservations(
                "hog0", [new VcpuReservation(-1, 20_000_000, 3_000_000, ExtraTime: false)]);
        }
        else
        {
            await scheduler.SetParameters(5_000_000, 0, 250_000);
            await scheduler.SetCredit("hog0", 512, 0);
        }

        await run.Resume();
        await Begun(run);
        await scheduler.SetAffinity("hog0", 0, [1], [0]);
        await scheduler.SetAffinity("reserved0", 0, [1], null);
        var result = await run.Result();
        await run.Close();
        return result;
    }

    private static RunPlan Under(SchedulerKind kind)
    {
        var plan = Plans.Workloads(2, Duration.FromMilliseconds(500));
        return plan with
        {
            Hosts = [.. plan.Hosts.Select(host => host with { Scheduler = new SchedulerPlan { Kind = kind } })],
        };
    }

    private static IHostSchedulerGrain Scheduler(IClusterClient client, IRunGrain run, string host) =>
        client.GetGrain<IHostSchedulerGrain>($"{run.GetPrimaryKeyString()}/{host}/HostScheduler/scheduler");

    private static async Task Begun(IRunGrain run)
    {
        while ((await run.GetProgress()).VirtualNanoseconds == 0)
        {
            await Task.Yield();
        }
    }

    private static async Task Refused(Func<Task> command, string reason) => Assert.Contains(
        reason, (await Assert.ThrowsAsync<RunFailedException>(command)).Message, StringComparison.Ordinal);
}
