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
                int work = 0, start = 0, inWindow = 0, windows = 0, kept = 0, entitled = 0, delivered = 0;
                for (var tick = 0; tick < Length; tick++)
                {
                    if (work > 0 && tick == start + Within)
                    {
                        Judge();
                        start = tick;
                        inWindow = 0;
                    }

                    if (arrivals[tick] == 0)
                    {
                        start = work == 0 ? tick : start;
                        inWindow = work == 0 ? 0 : inWindow;
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

                if (work > 0 && Length == start + Within)
                {
                    Judge();
                }

                var expected = new CpuPromiseReport(windows, kept, Ns(entitled), Ns(delivered));
                Assert.Equal(expected, meter.Report(At(Length)));

                void Judge()
                {
                    windows++;
                    var owed = Math.Min(Owed, inWindow + work);
                    entitled += owed;
                    kept += inWindow >= owed ? 1 : 0;
                }
            });

    private static VirtualTime At(long ns) => VirtualTime.FromNanoseconds(ns);

    private static Duration Ns(long ns) => Duration.FromNanoseconds(ns);
}
