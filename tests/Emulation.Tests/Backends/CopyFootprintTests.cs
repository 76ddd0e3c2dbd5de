using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Backends;

/// <summary>A cache of 200 frames of 1 000 bytes, each touched twice; 64 buffers an interface.</summary>
public sealed class CopyFootprintTests
{
    private const int FrameBytes = 1_000;
    private static readonly MachineProfile Machine = new()
    {
        Name = "small cache",
        CacheBytes = 200 * 2 * FrameBytes,
        CopyMiss = Duration.FromNanoseconds(3_000),
    };

    [Fact]
    public void The_first_round_of_buffers_misses_and_the_next_hits()
    {
        CopyFootprint footprint = new(Machine, 1);

        Assert.All(Enumerable.Range(0, 64), _ => Assert.Equal(2_000, footprint.Use(0, FrameBytes)));
        Assert.All(Enumerable.Range(0, 200), _ => Assert.Equal(0, footprint.Use(0, FrameBytes)));
    }

    /// <summary>In between two uses of a buffer lie 63 frames of its interface and 64 of each other one.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 2_000)]
    [InlineData(7, 2_000)]
    public void Buffers_of_few_interfaces_fit_into_the_cache_and_those_of_many_do_not(int interfaces, long cost)
    {
        CopyFootprint footprint = new(Machine, interfaces);
        Rounds(footprint, interfaces, 64);

        Assert.Equal(64 * interfaces * cost, Rounds(footprint, interfaces, 64));
    }

    [Fact]
    public void A_cost_is_in_proportion_to_the_size_and_rounded_up()
    {
        CopyFootprint footprint = new(Machine, 1);

        Assert.Equal(2, footprint.Use(0, 1));
    }

    [Fact]
    public void Without_a_cache_nothing_costs() =>
        Assert.Equal(0, new CopyFootprint(Machine with { CacheBytes = 0 }, 7).Use(3, FrameBytes));

    [Fact]
    public void What_the_cache_holds_is_saved()
    {
        CopyFootprint footprint = new(Machine, 3);
        Rounds(footprint, 3, 70);
        var save = StateTransfer.Save();
        footprint.Transfer(save);
        CopyFootprint other = new(Machine, 3);
        var load = StateTransfer.Load(save.ToArray());
        other.Transfer(load);
        load.Finish();

        Assert.Equal(0, Rounds(other, 3, 64));
    }

    private static long Rounds(CopyFootprint footprint, int interfaces, int rounds)
    {
        var cost = 0L;
        for (var i = 0; i < rounds * interfaces; i++)
        {
            cost += footprint.Use(i % interfaces, FrameBytes);
        }

        return cost;
    }
}
