using CsCheck;
using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Backends;

/// <summary>The limits of a virtual disk.</summary>
public sealed class BlockLimitTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void Requests_of_a_backlog_go_at_equal_distances()
    {
        var limit = new BlockLimit(new VirtualDiskPlan { RequestsPerSecond = 500 });

        Assert.True(limit.TryTake(4_096, At(0), out _));
        Assert.False(limit.TryTake(4_096, At(1_999_999), out var next));
        Assert.Equal(At(2_000_000), next);
        Assert.True(limit.TryTake(4_096, At(2_000_000), out _));
        Assert.False(limit.TryTake(4_096, At(3_999_999), out _));
    }

    [Fact]
    public void A_pause_saves_one_request_only()
    {
        var limit = new BlockLimit(new VirtualDiskPlan { RequestsPerSecond = 10 });
        limit.TryTake(512, At(0), out _);

        Assert.True(limit.TryTake(512, At(60 * Second), out _));
        Assert.False(limit.TryTake(512, At(60 * Second), out _));
    }

    [Fact]
    public void A_full_bucket_of_bytes_holds_the_largest_request()
    {
        // 45 056 bytes at 360 448 bit/s take a second.
        var limit = new BlockLimit(new VirtualDiskPlan { BitsPerSecond = 8 * BlockBackend.RequestBytesMax });

        Assert.True(limit.TryTake(BlockBackend.RequestBytesMax, At(0), out _));
        Assert.False(limit.TryTake(4_096, At(0), out var next));
        Assert.Equal(At(Second / 11), next, (wanted, found) => Math.Abs((wanted - found).Nanoseconds) <= 1);
        Assert.False(limit.TryTake(BlockBackend.RequestBytesMax, At(Second / 2), out next));
        Assert.Equal(At(Second), next);
    }

    [Fact]
    public void A_request_that_one_limit_holds_takes_nothing_from_the_other()
    {
        var limit = new BlockLimit(
            new VirtualDiskPlan { RequestsPerSecond = 1, BitsPerSecond = 8 * BlockBackend.RequestBytesMax });
        limit.TryTake(BlockBackend.RequestBytesMax, At(0), out _);
        for (var i = 0; i < 100; i++)
        {
            Assert.False(limit.TryTake(4_096, At(Second - 1), out _));
        }

        Assert.True(limit.TryTake(BlockBackend.RequestBytesMax, At(Second), out _));
    }

    /// <summary>
    /// Over any stretch: requests ≤ 1 + rate × time, bytes ≤ 45 056 + rate × time; of bytes, to the nanosecond.
    /// </summary>
    [Fact]
    public void The_limits_hold_over_any_stretch_of_time() =>
        Gen.Select(
            Gen.Long[1, 100_000],
            Gen.Long[100_000, 1_000_000_000],
            Gen.Select(Gen.Int[1, BlockBackend.RequestBytesMax], Gen.Long[0, 3_000_000]).Array[1, 60])
        .Sample((requests, bits, asked) =>
        {
            var limit = new BlockLimit(
                new VirtualDiskPlan { RequestsPerSecond = requests, BitsPerSecond = bits });
            var taken = new List<(long At, long Bytes)>();
            var now = 0L;
            foreach (var (bytes, pause) in asked)
            {
                now += pause;
                while (!limit.TryTake(bytes, At(now), out var next))
                {
                    Assert.True(next.Nanoseconds > now);
                    now = next.Nanoseconds;
                }

                taken.Add((now, bytes));
            }

            for (var first = 0; first < taken.Count; first++)
            {
                Int128 sum = 0;
                for (var last = first; last < taken.Count; last++)
                {
                    Int128 time = taken[last].At - taken[first].At;
                    sum += taken[last].Bytes;
                    Assert.True((last - first) * (Int128)Second <= requests * time);
                    Assert.True((sum - BlockBackend.RequestBytesMax) * 8 * Second <= bits * (time + 1));
                }
            }
        });

    [Fact]
    public void Without_limits_nothing_waits()
    {
        var limit = new BlockLimit(new VirtualDiskPlan());

        Assert.False(limit.IsLimited);
        for (var i = 0; i < 1_000; i++)
        {
            Assert.True(limit.TryTake(BlockBackend.RequestBytesMax, At(0), out _));
        }
    }

    private static VirtualTime At(long nanoseconds) => VirtualTime.FromNanoseconds(nanoseconds);
}
