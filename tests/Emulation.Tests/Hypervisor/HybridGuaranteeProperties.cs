using CsCheck;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor.Edf;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Machines;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>Aim: a reservation holds beside blocking load, beside switches of class, and at real costs.</summary>
public sealed class HybridGuaranteeProperties
{
    private const long Millisecond = 1_000_000;

    private static readonly Gen<WorkloadPlan> Blocking =
        Gen.Select(Gen.Int[0, 2], Gen.Long[1, 4_000], Gen.Long[1, 9_000], Gen.ULong).Select(
            (kind, cost, gap, seed) => new WorkloadPlan
            {
                Kind = kind switch
                {
                    0 => WorkloadKind.ClosedUniform,
                    1 => WorkloadKind.Exponential,
                    _ => WorkloadKind.Uniform,
                },
                Start = VirtualTime.Zero + Duration.FromMicroseconds(gap),
                Cost = Duration.FromMicroseconds(cost),
                MaxCost = Duration.FromMicroseconds(cost * 2),
                Gap = Duration.FromMicroseconds(gap),
                MaxGap = Duration.FromMicroseconds(gap * 3),
                Seed = seed,
                Vcpu = 0,
            });

    private static readonly Gen<(long At, int Vcpu, int Period, int Percent)> Switching =
        Gen.Select(Gen.Long[1, 390], Gen.Int[0, 9], Gen.Int[1, 30], Gen.Int[0, 40]);

    private static readonly Gen<(long Period, int Percent)> Reservation =
        Gen.Select(Gen.Long[1, 20].Select(ms => ms * Millisecond), Gen.Int[5, 45]);

    [Fact]
    public void A_slice_comes_in_every_period_beside_blocking_load_and_switches_of_class() =>
        Gen.Select(Gen.Int[1, 3], Reservation.Array[1, 4], Blocking.Array[1, 8], Switching.Array[0, 10]).Sample(
            (cores, reservations, load, changes) =>
            {
                var host = new HybridHost(cores);
                var admitted = Admit(host, cores, reservations);
                var others = load.Select(workload => host.Add(workload)).ToList();
                CheckEveryPeriod(host, admitted, [.. changes
                    .OrderBy(change => change.At)
                    .Select(change => change with { Vcpu = others[change.Vcpu % others.Count] })]);
            },
            iter: 100);

    /// <summary>
    /// The bound: a slice counts overheads, so what a vCPU can compute in a period is its slice less one decision, one
    /// switch and one refill for each time that it is switched in: once, and once more for each period of another
    /// reservation that begins meanwhile; and as much again for the decisions that leave it where it is.
    /// </summary>
    [Fact]
    public void At_real_costs_the_loss_of_a_slice_is_within_the_stated_bound() =>
        Gen.Select(Gen.Long[5, 20], Gen.Int[10, 50], Reservation.Array[0, 3], Blocking.Array[1, 5]).Sample(
            (milliseconds, percent, rivals, load) =>
            {
                var machine = MachineProfiles.Get("xeon-2008");
                var host = new HybridHost(1) { Machine = machine };
                var period = milliseconds * Millisecond;
                var slice = period * percent / 100;
                var admitted = Admit(host, 1, rivals, EdfAdmission.Share(period, slice));
                var cost = (machine.SchedulerInvocation + machine.ContextSwitch + machine.CacheRefill).Nanoseconds;
                var entries = 1 + admitted.Sum(rival => (period / rival.Period) + 2);
                var job = new WorkloadPlan
                {
                    Kind = WorkloadKind.Periodic,
                    Start = VirtualTime.Zero,
                    Cost = Duration.FromNanoseconds(slice - (2 * entries * cost)),
                    Gap = Duration.FromNanoseconds(period),
                    Deadline = Duration.FromNanoseconds(period),
                    Vcpu = 0,
                };
                var vcpu = host.Add(job, Duration.FromNanoseconds(period), Duration.FromNanoseconds(slice));
                foreach (var workload in load)
                {
                    host.Add(workload);
                }

                host.AddHog();
                host.Timeline.Advance(VirtualTime.FromNanoseconds(1_000 * Millisecond));
                var domain = (Guests.Domain)host.Timeline.Processes[2 + vcpu];
                var counts = ((Guests.Workload)domain.Applications[0]).Counts;
                Assert.Equal(0, counts.Missed);
                Assert.InRange(counts.Completed, counts.Released - 1, counts.Released);
            },
            iter: 100);

    private static List<(int Vcpu, long Period, long Slice)> Admit(
        HybridHost host, int cores, (long Period, int Percent)[] reservations, long taken = 0)
    {
        var load = new long[cores];
        load[0] = taken;
        var admitted = new List<(int, long, long)>();
        foreach (var (period, percent) in reservations.OrderByDescending(reservation => reservation.Percent))
        {
            var slice = period * percent / 100;
            var share = EdfAdmission.Share(period, slice);
            var core = Array.FindIndex(load, reserved => reserved + share <= 900_000_000);
            if (core >= 0)
            {
                load[core] += share;
                admitted.Add((
                    host.AddHog(Duration.FromNanoseconds(period), Duration.FromNanoseconds(slice)), period, slice));
            }
        }

        return admitted;
    }

    private static void CheckEveryPeriod(
        HybridHost host,
        List<(int Vcpu, long Period, long Slice)> admitted,
        List<(long At, int Vcpu, int Period, int Percent)> changes)
    {
        const long End = 400 * Millisecond;
        var before = new long[admitted.Count];
        var ends = admitted.SelectMany(edf => Enumerable.Range(1, (int)(End / edf.Period)).Select(k => k * edf.Period));
        var next = 0;
        foreach (var end in ends.Distinct().Order())
        {
            for (; next < changes.Count && changes[next].At * Millisecond < end; next++)
            {
                var (at, vcpu, period, percent) = changes[next];
                var instant = VirtualTime.FromNanoseconds(at * Millisecond);
                var length = Duration.FromMilliseconds(period);
                host.Timeline.Advance(instant);
                host.SetEdf(instant, vcpu, length, Duration.FromNanoseconds(length.Nanoseconds * percent / 100));
            }

            for (var i = 0; i < admitted.Count; i++)
            {
                if (end % admitted[i].Period == 0)
                {
                    var runtime = host.RuntimeAt(admitted[i].Vcpu, VirtualTime.FromNanoseconds(end));
                    Assert.Equal(admitted[i].Slice, runtime - before[i]);
                    before[i] = runtime;
                }
            }
        }
    }
}
