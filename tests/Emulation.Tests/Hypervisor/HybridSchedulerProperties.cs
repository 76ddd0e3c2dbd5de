using CsCheck;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor.Edf;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Hypervisor;

public sealed class HybridSchedulerProperties
{
    private static readonly Gen<(long Period, int Percent)> Reservation =
        Gen.Select(Gen.Long[1, 20].Select(ms => ms * 1_000_000L), Gen.Int[5, 45]);

    private static VirtualTime At(long milliseconds) =>
        VirtualTime.Zero + Duration.FromMilliseconds(milliseconds);

    /// <summary>Aim: "not less". A reserved hog gets its slice in every period, whatever credit-vCPUs do.</summary>
    [Fact]
    public void A_reserved_vcpu_that_always_has_work_gets_its_slice_in_every_period() =>
        Gen.Select(Gen.Int[1, 4], Reservation.Array[1, 6], Gen.Int[0, 8]).Sample(
            (cores, reservations, hogs) =>
            {
                var host = new HybridHost(cores);
                var admitted = Admit(host, cores, reservations);
                for (var i = 0; i < hogs; i++)
                {
                    host.AddHog();
                }

                CheckEveryPeriod(host, admitted);
            },
            iter: 60);

    /// <summary>
    /// Aim: "not more". Without extra time nothing beyond the slice is delivered, even on an idle host.
    /// </summary>
    [Fact]
    public void A_reserved_vcpu_gets_no_more_than_its_slice_even_where_cores_idle()
    {
        var host = new HybridHost(2);
        var vcpu = host.AddHog(Duration.FromMilliseconds(10), Duration.FromMilliseconds(3));

        Assert.Equal(Duration.FromMilliseconds(300), Duration.FromNanoseconds(host.RuntimeAt(vcpu, At(1_000))));
    }

    [Fact]
    public void A_vcpu_that_wakes_after_blocking_gets_its_slice_within_one_period_of_the_wake() =>
        Gen.Select(Gen.Long[1, 30], Gen.Long[1, 50]).Sample(
            (cost, sleep) =>
            {
                var host = new HybridHost(1);
                var period = Duration.FromMilliseconds(10);
                var slice = Duration.FromMilliseconds(4);
                var other = host.AddHog(Duration.FromMilliseconds(7), Duration.FromMilliseconds(3));
                var job = new WorkloadPlan
                {
                    Kind = WorkloadKind.Periodic,
                    Start = VirtualTime.Zero + Duration.FromMilliseconds(3),
                    Cost = Duration.FromMicroseconds(cost * 133),
                    Gap = Duration.FromMicroseconds(10_000 + (sleep * 377)),
                    Deadline = period,
                    Vcpu = 0,
                };
                var vcpu = host.Add(job, period, slice);
                host.AddHog();
                host.Timeline.Advance(At(1_000));
                var domain = (Guests.Domain)host.Timeline.Processes[2 + vcpu];
                var counts = ((Guests.Workload)domain.Applications[0]).Counts;

                // Every job fits into one slice, so it is complete one period after its release at the latest.
                return counts.Completed > 15 && counts.Missed == 0 && other == 0;
            },
            iter: 50);

    [Fact]
    public void Credit_vcpus_share_by_weight_what_reservations_leave() =>
        Gen.Select(Gen.Int[10, 80], Gen.Int[1, 4]).Sample(
            (percent, ratio) =>
            {
                var host = new HybridHost(1);
                host.AddHog(Duration.FromMilliseconds(10), Duration.FromMicroseconds(percent * 100));
                var light = host.AddHog(weight: 256);
                var heavy = host.AddHog(weight: 256 * ratio);
                var left = 5_000_000_000L * (100 - percent) / 100;
                var got = host.RuntimeAt(light, At(5_000));
                var fair = left / (1 + ratio);

                // Two timeslices for the rotation, and credit's start, when nobody is in the accounting yet.
                return Math.Abs(got - fair) <= 4 * 30_000_000L
                    && got + host.RuntimeAt(heavy, At(5_000)) == left;
            },
            iter: 40);

    [Fact]
    public void No_core_idles_while_credit_vcpus_wait() =>
        Gen.Select(Gen.Int[1, 4], Reservation.Array[0, 4], Gen.Int[0, 3]).Sample(
            (cores, reservations, more) =>
            {
                var host = new HybridHost(cores);
                Admit(host, cores, reservations);
                for (var i = 0; i < cores + more; i++)
                {
                    host.AddHog();
                }

                return host.BusyAt(At(2_000)) == Duration.FromMilliseconds(2_000) * cores;
            },
            iter: 60);

    [Fact]
    public void Switching_class_and_parameters_neither_creates_nor_loses_time() =>
        Gen.Select(
            Gen.Int[1, 3],
            Gen.Select(Gen.Long[1, 400], Gen.Int[0, 3], Gen.Int[1, 30], Gen.Int[0, 60]).Array[1, 12])
            .Sample(
                (cores, changes) =>
                {
                    var host = new HybridHost(cores);
                    var vcpus = 4 + cores;
                    for (var i = 0; i < vcpus; i++)
                    {
                        host.AddHog();
                    }

                    foreach (var (at, vcpu, period, percent) in changes.OrderBy(change => change.Item1))
                    {
                        var length = Duration.FromMilliseconds(period);
                        host.Timeline.Advance(At(at));
                        host.SetEdf(At(at), vcpu, length, Duration.FromNanoseconds(length.Nanoseconds * percent / 100));
                    }

                    host.Timeline.Advance(At(1_000));
                    var runtimes = Enumerable.Range(0, vcpus)
                        .Sum(vcpu => host.Scheduler.RuntimeOf(vcpu, At(1_000).Nanoseconds));
                    return runtimes == host.BusyAt(At(1_000)).Nanoseconds
                        && runtimes == Duration.FromMilliseconds(1_000).Nanoseconds * cores;
                },
                iter: 60);

    private static List<(int Vcpu, long Period, long Slice)> Admit(
        HybridHost host, int cores, (long Period, int Percent)[] reservations)
    {
        var load = new long[cores];
        var admitted = new List<(int, long, long)>();

        // The scheduler packs first fit decreasing; the generated sets are those that this packing admits.
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

    private static void CheckEveryPeriod(HybridHost host, List<(int Vcpu, long Period, long Slice)> admitted)
    {
        const long End = 400_000_000;
        var before = new long[admitted.Count];
        var ends = admitted.SelectMany(edf => Enumerable.Range(1, (int)(End / edf.Period)).Select(k => k * edf.Period));
        foreach (var end in ends.Distinct().Order())
        {
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
