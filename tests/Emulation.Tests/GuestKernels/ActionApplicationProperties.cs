using CsCheck;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.GuestKernels;

/// <summary>
/// Aim: a process in a guest is served as its actions announce. Method: random processes whose caps sum up to one core
/// at most, with rounds on a grid or one after the other; the report of each action is held against the bounds of the
/// paper, and whoever is alone against what follows from the grid to the nanosecond.
/// </summary>
public sealed class ActionApplicationProperties
{
    private static readonly Gen<(int Share, int Every, (int Load, int Period)[] Actions)> Process = Gen.Select(
        Gen.Int[5, 60], Gen.Int[0, 80], Gen.Select(Gen.Int[1, 20], Gen.Int[2, 12]).Array[1, 4]);

    [Fact]
    public void Every_action_keeps_its_bound_and_its_jitter() => Process.Array[1, 4].Sample(
        processes =>
        {
            var left = 100;
            var domains = new List<DomainPlan>();
            foreach (var (share, every, actions) in processes.Where(process => process.Share <= left))
            {
                if (share <= left)
                {
                    left -= share;
                    domains.Add(Server(domains.Count, share, every < 20 ? 0 : every, actions));
                }
            }

            var reports = Report(domains, new MachineProfile { Name = "zero" }).Domains;
            Assert.All(reports, domain => Assert.NotEqual(0, domain.Jobs));
            Assert.All(reports.SelectMany(domain => domain.Actions), action =>
            {
                Assert.Equal(0, action.Late);
                var pieces = (action.Load.Nanoseconds + action.Slice.Nanoseconds - 1) / action.Slice.Nanoseconds;
                var period = action.Period.Nanoseconds;
                Assert.Equal((pieces * period) + period - 1, action.Bound.Nanoseconds);
                if (action.Response is { } response)
                {
                    Assert.InRange(response.Max.Nanoseconds, 0, action.Bound.Nanoseconds);
                    Assert.True(action.Shortest!.Value.Nanoseconds > (pieces - 1) * period);
                }
            });
        },
        iter: 60);

    [Fact]
    public void Alone_on_the_grid_an_action_ends_with_its_last_piece()
    {
        // 7 ms in pieces of 2 ms each 10 ms: the fourth piece is released after 30 ms and needs 1 ms. The next action,
        // 3 ms in pieces of 3 ms each 15 ms, is requested at 31 ms and arrives when the first has terminated, at 40 ms.
        // It may run at once.
        var actions = Report(
            [Server(0, 20, 100, [(7, 10), (3, 15)])], new MachineProfile { Name = "zero" }).Domains[0].Actions;

        Assert.Equal(10, actions[0].Completed);
        Assert.Equal(31_000_000, actions[0].Shortest!.Value.Nanoseconds);
        Assert.Equal(31_000_000, actions[0].Response!.Max.Nanoseconds);
        Assert.Equal(10, actions[1].Completed);
        Assert.Equal(3_000_000, actions[1].Response!.Max.Nanoseconds);
    }

    [Fact]
    public void A_rival_on_the_same_server_makes_actions_late_and_the_report_says_so()
    {
        var domain = Server(0, 20, 100, [(7, 10)]);
        domain = domain with { Applications = [.. domain.Applications, new BurnPlan { Vcpu = 0 }] };
        var report = Report([domain], new MachineProfile { Name = "zero" }).Domains[0];

        Assert.True(report.Actions[0].Late > 0);
        Assert.Equal(report.Actions[0].Late, report.DeadlinesMissed);
        Assert.InRange(report.Jobs, report.DeadlinesMissed, report.Actions[0].Judged);
    }

    [Fact]
    public void Saved_and_loaded_in_the_middle_it_goes_on_to_the_same_digest()
    {
        var plan = Plan(
            [Server(0, 20, 0, [(7, 10), (3, 15)]), Server(1, 50, 30, [(9, 7)])], NetworkPlans.Xeon);
        var whole = new WorldRun(plan).AdvanceTo(plan.Duration);
        var parts = new WorldRun(plan).AdvanceTo(Duration.FromNanoseconds(35_000_001)).Reload(1)
            .AdvanceTo(Duration.FromNanoseconds(333_333_333)).Reload(1).AdvanceTo(plan.Duration);

        Assert.Equal(whole.Digest, parts.Digest);
    }

    private static RunReport Report(IReadOnlyList<DomainPlan> domains, MachineProfile machine)
    {
        var run = new SequentialRun(Plan(domains, machine));
        run.Advance(VirtualTime.Zero + run.Plan.Duration);
        return run.Report();
    }

    private static DomainPlan Server(int number, int share, int every, (int Load, int Period)[] actions) => new()
    {
        Tenant = "t",
        Name = $"process{number}",
        Host = "host",
        Vcpus =
        [
            new VcpuPlan { Period = Duration.FromMilliseconds(10), Slice = Duration.FromMicroseconds(share * 100) },
        ],
        Applications =
        [
            new ActionsPlan
            {
                Vcpu = 0,
                Every = Duration.FromMilliseconds(every),
                Sequence =
                [
                    .. actions.Select(action => new ActionPlan(
                        Duration.FromMilliseconds(action.Load),
                        Duration.FromMicroseconds(action.Period * share * 10),
                        Duration.FromMilliseconds(action.Period))),
                ],
            },
        ],
    };

    private static RunPlan Plan(IReadOnlyList<DomainPlan> domains, MachineProfile machine) => new()
    {
        Name = "vbs",
        Seed = 1,
        Duration = Duration.FromSeconds(1),
        Warmup = Duration.Zero,
        Hosts =
        [
            new HostPlan
            {
                Name = "host",
                Cores = 1,
                Machine = machine,
                Scheduler = new SchedulerPlan
                {
                    Kind = SchedulerKind.Edf,
                    Server = EdfServer.Variable,
                    ReservationLimitPpm = 1_000_000,
                },
            },
        ],
        Domains = domains,
    };
}
