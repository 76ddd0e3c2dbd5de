using CsCheck;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>
/// Aim: what hybrid promises holds at every instant, whatever comes together: several cores, affinities, caps, blocking
/// load, and commands that switch classes and parameters. Method: the emulation stops after each instant at which
/// anything happens, and at each end of a period; a model of a server judges each vCPU, and no core may idle while a
/// credit-vCPU waits that may run there.
/// </summary>
public sealed class HybridInvariantProperties
{
    private const long End = 150_000_000;

    private static readonly Gen<long> Period = Gen.OneOf(
        Gen.Long[10_000, 100_000], Gen.Long[500_000, 30_000_000], Gen.Long[40_000_000, 400_000_000]);

    private static readonly Gen<WorkloadPlan> Load =
        Gen.Select(Gen.Int[0, 4], Gen.Long[1_001, 5_000_000], Gen.Long[1_001, 9_000_000], Gen.ULong).Select(
            (kind, cost, gap, seed) => new WorkloadPlan
            {
                Kind = kind switch
                {
                    0 => WorkloadKind.ClosedUniform,
                    1 => WorkloadKind.Uniform,
                    2 => WorkloadKind.Yield,
                    _ => WorkloadKind.Hog,
                },
                Start = VirtualTime.FromNanoseconds(gap),
                Cost = Duration.FromNanoseconds(cost),
                MaxCost = Duration.FromNanoseconds(cost * 2),
                Gap = Duration.FromNanoseconds(gap),
                MaxGap = Duration.FromNanoseconds(gap * 3),
                Seed = seed,
                Vcpu = 0,
            });

    private static readonly Gen<VcpuPlan> Vcpu =
        Gen.Select(Gen.Int[0, 14], Gen.Int[0, 14], Gen.Int[-100, 100], Gen.Int[1, 4], Gen.Int[0, 9]).Select(
            (hard, soft, cap, weight, extra) => new VcpuPlan
            {
                Affinity = Pcpus(hard),
                SoftAffinity = Pcpus(soft),
                CapPercent = Math.Max(cap, 0),
                Weight = weight * 128,
                ExtraCredit = extra == 0,
            });

    private static readonly Gen<(long At, int Vcpu, long Period, int Share, bool Credit)> Command =
        Gen.Select(Gen.Long[0, End - 1], Gen.Int[0, 20], Period, Gen.Int[-20, 90], Gen.Int[0, 3]).Select(
            (at, vcpu, period, share, kind) => (at, vcpu, period, Math.Max(share, 0), kind == 0));

    [Fact]
    public void Slices_come_in_time_and_no_core_idles_beside_waiting_vcpus() =>
        Gen.Select(
            Gen.Int[1, 4],
            Gen.Select(Vcpu, Load).Array[1, 10],
            Command.Array[0, 20],
            Gen.Bool.Select(Gen.Int[0, 2], (tickle, delay) => (tickle, delay)))
            .Sample((cores, vcpus, commands, switches) => Run(cores, vcpus, commands, switches), iter: Iterations);

    /// <summary>Nearly full cores and busy reservations, so that most of what is admitted late needs somebody to move.
    /// </summary>
    [Fact]
    public void Nobody_loses_a_slice_to_a_move_that_makes_room()
    {
        var hog = new WorkloadPlan { Kind = WorkloadKind.Hog, Start = VirtualTime.Zero, Vcpu = 0 };
        var share = Gen.OneOf(Gen.Int[0, 0], Gen.Int[15, 80], Gen.Int[15, 80]);
        Gen.Select(
            Gen.Int[2, 3],
            Gen.Select(Gen.OneOf(Gen.Const(hog), Gen.Const(hog), Load), Gen.OneOf(Gen.Const(0), Gen.Int[0, 14])).Select(
                (load, hard) => (new VcpuPlan { Affinity = Pcpus(hard) }, load)).Array[5, 9],
            Gen.Select(Gen.Long[0, End - 1], Gen.Int[0, 20], Gen.Long[3_000_000, 40_000_000], share).Select(
                (at, vcpu, period, part) => (at, vcpu, period, part, false)).Array[15, 30])
            .Sample((cores, vcpus, commands) => Run(cores, vcpus, commands, (true, 0)), iter: Iterations);
    }

    /// <summary>Set higher by hand to hunt for what the committed number does not meet.</summary>
    private static long Iterations =>
        long.TryParse(Environment.GetEnvironmentVariable("XENISOL_ITERATIONS"), out var iterations) ? iterations : 80;

    /// <summary>The pCPUs of a mask; on fewer cores than the mask has bits, those that are there, or all.</summary>
    private static int[] Pcpus(int mask) => [.. Enumerable.Range(0, 4).Where(pcpu => (mask & (1 << pcpu)) != 0)];

    private static void Run(
        int cores,
        (VcpuPlan Vcpu, WorkloadPlan Load)[] vcpus,
        (long At, int Vcpu, long Period, int Share, bool Credit)[] commands,
        (bool Tickle, int Delay) switches)
    {
        var host = new HybridHost(cores)
        {
            Policy = new SchedulerPlan
            {
                Kind = SchedulerKind.Hybrid,
                Tickle = switches.Tickle,
                MigrationDelay = Duration.FromMilliseconds(switches.Delay),
            },
        };
        foreach (var (vcpu, load) in vcpus)
        {
            host.Add(load, vcpu with
            {
                Affinity = [.. vcpu.Affinity.Where(pcpu => pcpu < cores)],
                SoftAffinity = [.. vcpu.SoftAffinity.Where(pcpu => pcpu < cores)],
            });
        }

        var models = vcpus.Select(vcpu => new ServerModel(vcpu.Vcpu.ExtraCredit)).ToArray();
        var pending = new Queue<(long At, int Vcpu, long Period, int Share, bool Credit)>(
            commands.OrderBy(command => command.At));
        for (var now = 0L; now < End;)
        {
            var next = Math.Min(host.Timeline.Next.Nanoseconds, models.Min(model => model.Deadline));
            now = Math.Max(now + 1, Math.Min(next, pending.Count > 0 ? pending.Peek().At : next));
            host.Timeline.Advance(VirtualTime.FromNanoseconds(now));
            if (pending.Count > 0 && pending.Peek().At <= now)
            {
                Give(host, models, now, pending.Dequeue(), vcpus.Length);
            }

            host.Timeline.Advance(VirtualTime.FromNanoseconds(now + 1));
            Check(host, models, now, vcpus, cores);
        }

        var end = host.Timeline.Boundary;
        var ran = Enumerable.Range(0, vcpus.Length)
            .Sum(vcpu => host.Scheduler.RuntimeOf(vcpu, end.Nanoseconds));
        Assert.Equal(host.BusyAt(end).Nanoseconds, ran);
    }

    private static void Give(
        HybridHost host,
        ServerModel[] models,
        long now,
        (long At, int Vcpu, long Period, int Share, bool Credit) command,
        int vcpus)
    {
        var vcpu = command.Vcpu % vcpus;
        var at = VirtualTime.FromNanoseconds(now);
        if (command.Credit)
        {
            host.Timeline.Command(at, 0, new Message(
                0, MessageKind.SetCredit, (ushort)vcpu, 1 + (command.Period % 500), command.Share));
            return;
        }

        var (period, slice) = (command.Period, command.Period * command.Share / 100);
        if (slice == 0
            || host.Scheduler.CanReserve(
                vcpu, Duration.FromNanoseconds(period), Duration.FromNanoseconds(slice), at).Admitted)
        {
            host.SetEdf(at, vcpu, Duration.FromNanoseconds(period), Duration.FromNanoseconds(slice));
            host.Timeline.Advance(VirtualTime.FromNanoseconds(now + 1));
            ref readonly var edf = ref host.Scheduler.EdfOf(vcpu);

            // What makes room leaves at the end of a period that runs now.
            var from = edf.HasChange ? edf.ChangeFrom : now;
            Assert.True(from <= Math.Max(now, models.Max(model => model.PeriodEnd)));
            models[vcpu].Reserve(now, period, slice, host.Scheduler.RuntimeOf(vcpu, now), from);
        }
    }

    private static void Check(
        HybridHost host, ServerModel[] models, long now, (VcpuPlan Vcpu, WorkloadPlan Load)[] plans, int cores)
    {
        var scheduler = host.Scheduler;
        for (var vcpu = 0; vcpu < models.Length; vcpu++)
        {
            var state = scheduler.Vcpus[vcpu];
            var wrong = models[vcpu].See(now, scheduler.RuntimeOf(vcpu, now), state.Wakes, !state.Blocked);
            Assert.True(wrong is null, $"vCPU {vcpu} {wrong}");
            Assert.Equal(models[vcpu].IsReserved, scheduler.EdfOf(vcpu).IsReserved);
            if (!state.Runnable || state.Running || models[vcpu].IsReserved)
            {
                continue;
            }

            for (var pcpu = 0; pcpu < cores; pcpu++)
            {
                var affinity = plans[vcpu].Vcpu.Affinity.Where(one => one < cores).ToList();
                Assert.False(
                    scheduler.Pcpus[pcpu].Current == HostScheduler.None
                    && (affinity.Count == 0 || affinity.Contains(pcpu)),
                    $"pCPU {pcpu} idles at {now} while vCPU {vcpu} waits on pCPU {state.Pcpu}");
            }
        }
    }
}
