using CsCheck;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Golden.Edf;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>
/// Aim: the response-time bound of variable-bandwidth servers. Method: random processes, each a sequence of actions
/// with a load, a slice and a period of its own, whose bandwidth caps sum up to one core at most.
/// </summary>
public sealed class VariableBandwidthProperties
{
    private static readonly Gen<(long Gap, long Load, long Period)> Action =
        Gen.Select(Gen.Long[0, 40], Gen.Long[1, 30], Gen.Long[2, 12]);

    private static readonly Gen<(int Share, (long Gap, long Load, long Period)[] Actions)> Process =
        Gen.Select(Gen.Int[5, 60], Action.Array[1, 8]);

    [Fact]
    public void Every_action_responds_within_its_periods_and_one_more() =>
        Process.Array[1, 5].Sample(processes => CheckBound(processes, hog: false), iter: 300);

    [Fact]
    public void The_bound_holds_beside_a_process_that_never_ends() =>
        Process.Array[1, 4].Sample(processes => CheckBound(processes, hog: true), iter: 200);

    [Fact]
    public void An_action_that_asks_for_more_than_the_cap_gets_the_cap()
    {
        var plan = Plan([Server(100, [(0, 10, 10)], slicePercent: 100, cap: 20)]);
        var run = new EdfRun(plan);
        run.Advance(1_000_000_000);

        // 10 ms of load at 2 ms in each period of 10 ms: the fifth period is the last one.
        Assert.Equal(42_000_000, run.FinishOf(0, 0));
    }

    private static void CheckBound((int Share, (long Gap, long Load, long Period)[] Actions)[] processes, bool hog)
    {
        var domains = new List<DomainPlan>();
        var left = hog ? 80 : 100;
        foreach (var (share, actions) in processes.Where(process => process.Share <= left))
        {
            // Caps are admitted one after the other while they sum up to one core.
            if (share <= left)
            {
                left -= share;
                domains.Add(Server(domains.Count, actions, share, share));
            }
        }

        if (hog)
        {
            domains.Add(Server(domains.Count, [(0, 1_000_000, 7)], 20, 20));
        }

        var run = new EdfRun(Plan(domains));
        run.Advance(60_000_000_000);
        for (var vcpu = 0; vcpu < domains.Count - (hog ? 1 : 0); vcpu++)
        {
            CheckActions(run, vcpu, ((WorkloadPlan)domains[vcpu].Applications[0]).Arrivals);
        }
    }

    private static void CheckActions(EdfRun run, int vcpu, IReadOnlyList<ArrivalPlan> actions)
    {
        var terminated = 0L;
        foreach (var action in actions)
        {
            var period = action.Period.Nanoseconds;
            var pieces = (action.Cost.Nanoseconds + action.Slice.Nanoseconds - 1) / action.Slice.Nanoseconds;
            var finish = run.FinishOf(vcpu, action.At.Nanoseconds);
            Assert.NotNull(finish);

            // An action arrives once the one before has terminated, which is at the end of a period.
            var arrival = Math.Max(action.At.Nanoseconds, terminated);
            Assert.True(
                finish - arrival <= (pieces * period) + period - 1,
                $"response {finish - arrival} ns of {pieces} pieces with period {period} ns");

            // No earlier than its last piece is released: so of equal actions responses differ by less than 2 π − 1.
            Assert.True(
                finish - arrival > (pieces - 1) * period,
                $"response {finish - arrival} ns of {pieces} pieces with period {period} ns is early");
            terminated = (((arrival + period - 1) / period) + pieces) * period;
        }
    }

    private static DomainPlan Server(
        int number, (long Gap, long Load, long Period)[] actions, int slicePercent, int cap)
    {
        var at = 0L;
        var arrivals = new List<ArrivalPlan>();
        foreach (var (gap, load, period) in actions)
        {
            // Odd lengths, so that periods of different actions do not fall together.
            at += gap * 1_370_001;
            var length = period * 1_000_000;
            arrivals.Add(new ArrivalPlan(
                VirtualTime.FromNanoseconds(at),
                Duration.FromNanoseconds(load * 1_000_000),
                Duration.FromNanoseconds(length),
                Duration.FromNanoseconds(length * slicePercent / 100)));
            at++;
        }

        return new DomainPlan
        {
            Tenant = "t",
            Name = $"process{number}",
            Host = "host",
            Vcpus =
            [
                new VcpuPlan
                {
                    Server = EdfServer.Variable,
                    Period = Duration.FromMilliseconds(10),
                    Slice = Duration.FromMicroseconds(cap * 100),
                },
            ],
            Applications =
            [
                new WorkloadPlan
                {
                    Kind = WorkloadKind.Listed,
                    Start = VirtualTime.Never,
                    Arrivals = arrivals,
                    Announces = true,
                    Vcpu = 0,
                },
            ],
        };
    }

    private static RunPlan Plan(IReadOnlyList<DomainPlan> domains) => new()
    {
        Name = "vbs",
        Seed = 1,
        Duration = Duration.FromSeconds(60),
        Warmup = Duration.Zero,
        Hosts =
        [
            new HostPlan
            {
                Name = "host",
                Cores = 1,
                Machine = new MachineProfile { Name = "zero" },
                Scheduler = new SchedulerPlan { Kind = SchedulerKind.Edf, ReservationLimitPpm = 1_000_000 },
            },
        ],
        Domains = domains,
    };
}
