using CsCheck;
using Xenisol.Emulation.Hypervisor.Credit2;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>
/// The moving average by which credit2 balances its run queues; the window is 2^20 units, as by default.
/// </summary>
public sealed class LoadAverageTests
{
    private const int WindowShift = 30;
    private const long Window = 1 << 20;

    [Fact]
    public void A_load_that_held_for_the_window_is_the_average() =>
        Gen.Select(Gen.Long[0, 1L << 30], Gen.Long[0, 500], Gen.Long[0, Window]).Sample((before, load, more) =>
            LoadAverage.After(before, load, Window + more, WindowShift) == load * LoadAverage.OfOne());

    [Fact]
    public void No_time_changes_nothing() =>
        Gen.Select(Gen.Long[0, 1L << 30], Gen.Long[0, 500]).Sample((before, load) =>
            LoadAverage.After(before, load, 0, WindowShift) == before);

    [Fact]
    public void Half_a_window_goes_half_of_the_way() =>
        Assert.Equal(LoadAverage.OfOne(1), LoadAverage.After(0, 4, Window / 2, WindowShift));

    [Fact]
    public void The_average_stays_between_what_was_and_what_is() =>
        Gen.Select(Gen.Long[0, 1L << 30], Gen.Long[0, 500], Gen.Long[0, Window]).Sample((before, load, elapsed) =>
        {
            var present = load * LoadAverage.OfOne();
            var after = LoadAverage.After(before, load, elapsed, WindowShift);
            return after >= Math.Min(before, present) - 1 && after <= Math.Max(before, present) + 1;
        });
}
