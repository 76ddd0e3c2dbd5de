using CsCheck;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Measurement;

public class CpuPromiseMeterProperties
{
    private const int Length = 400;
    private const int Within = 10;
    private const int Owed = 2;

    /// <summary>An independent judge that goes tick by tick: each tick may bring work, and may run the vCPU.</summary>
    [Fact]
    public void Verdicts_equal_those_of_a_judge_that_looks_at_every_tick() =>
        Gen.Select(Gen.Int[0, 20].Array[Length], Gen.Int[1, 4], Gen.Int[0, 2].Array[Length]).Sample(
            (arrivals, size, cores) =>
            {
                var meter = new CpuPromiseMeter(200_000, Ns(Within), VirtualTime.Zero);
                int work = 0, end = 0, left = 0, late = 0, inWindow = 0;
                int windows = 0, kept = 0, entitled = 0, delivered = 0;
                for (var tick = 0; tick < Length; tick++)
                {
                    if (work > 0 && tick == end)
                    {
                        Judge();
                        (end, left) = (tick + Within, Owed);
                    }

                    if (arrivals[tick] == 0)
                    {
                        var isFresh = tick >= end || left * Within > (end - tick) * Owed;
                        (end, left) = work == 0 && isFresh ? (tick + Within, Owed) : (end, left);
                        var room = end - tick - Math.Min(Math.Max(left - inWindow, 0), work);
                        late += Math.Max(size - Math.Max(room, 0), 0);
                        work += size;
                        meter.WorkArrived(At(tick), Ns(size));
                    }

                    if (work > 0 && cores[tick] == 0)
                    {
                        meter.Started(At(tick));
                        meter.Ran(At(tick + 1), Ns(1));
                        inWindow++;
                        delivered++;
                        if (--work == 0)
                        {
                            meter.Idle(At(tick + 1));
                            Judge();
                        }
                    }
                }

                if (work > 0 && Length == end)
                {
                    Judge();
                }

                var expected = new CpuPromiseReport(windows, kept, Ns(entitled), Ns(delivered));
                Assert.Equal(expected, meter.Report(At(Length)));

                void Judge()
                {
                    var owed = Math.Max(Math.Min(left, inWindow + work - late), 0);
                    windows += owed > 0 ? 1 : 0;
                    entitled += owed;
                    kept += owed > 0 && inWindow >= owed ? 1 : 0;
                    left = Math.Max(0, left - inWindow);
                    inWindow = 0;
                    late = 0;
                }
            });

    /// <summary>
    /// A hard constant-bandwidth server which gets its slice as late in its period as it can, or at once, or anything
    /// between: the promise asks for no more than that, whatever the demand and whenever judging begins.
    /// </summary>
    [Fact]
    public void A_reservation_keeps_the_promise_whatever_the_demand() =>
        Gen.Select(Gen.Int[0, 12].Array[Length], Gen.Int[1, 6], Gen.Bool.Array[Length], Gen.Int[0, 40]).Sample(
            (arrivals, size, lazy, from) =>
            {
                var meter = new CpuPromiseMeter(200_000, Ns(Within), At(from));
                int work = 0, deadline = 0, budget = 0;
                for (var tick = 0; tick < Length; tick++)
                {
                    (deadline, budget) = work > 0 && tick == deadline ? (tick + Within, Owed) : (deadline, budget);
                    if (arrivals[tick] == 0)
                    {
                        var isFresh = tick >= deadline || budget * Within > (deadline - tick) * Owed;
                        (deadline, budget) = work == 0 && isFresh ? (tick + Within, Owed) : (deadline, budget);
                        work += size;
                        meter.WorkArrived(At(tick), Ns(size));
                    }

                    var mustRun = deadline - tick <= Math.Min(budget, work);
                    if (work > 0 && budget > 0 && (mustRun || !lazy[tick]))
                    {
                        meter.Started(At(tick));
                        meter.Ran(At(tick + 1), Ns(1));
                        budget--;
                        if (--work == 0)
                        {
                            meter.Idle(At(tick + 1));
                        }
                    }
                }

                var report = meter.Report(At(Length));
                Assert.Equal(report.Windows, report.Kept);
            });

    private static VirtualTime At(long ns) => VirtualTime.FromNanoseconds(ns);

    private static Duration Ns(long ns) => Duration.FromNanoseconds(ns);
}
