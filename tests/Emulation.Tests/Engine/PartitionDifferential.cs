using CsCheck;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Engine;

public sealed class PartitionDifferential
{
    private const int Timelines = 8;

    private static readonly VirtualTime End = VirtualTime.FromNanoseconds(20_000);

    [Fact]
    public void One_two_four_and_eight_partitions_give_one_digest() =>
        Gen.ULong.Sample(
            seed =>
            {
                var run = new PholdRun(Timelines, seed);
                var alone = run.CreatePartition(0, 1);
                alone.Advance(End);
                foreach (var count in (int[])[1, 2, 4, 8])
                {
                    var partitions = Enumerable.Range(0, count).Select(i => run.CreatePartition(i, count)).ToArray();
                    PholdRun.Advance(partitions, End);
                    Assert.Equal(alone.Events, partitions.Sum(partition => partition.Events));
                    Assert.Equal(PholdRun.DigestOf([alone]), PholdRun.DigestOf(partitions));
                }
            },
            iter: 20);

    [Fact]
    public void Partitions_saved_and_loaded_at_random_boundaries_give_the_same_digest() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 4], Gen.Int[2, 30]).Sample(
            (seed, count, every) =>
            {
                var run = new PholdRun(Timelines, seed);
                var alone = run.CreatePartition(0, 1);
                alone.Advance(End);
                var partitions = Enumerable.Range(0, count).Select(i => run.CreatePartition(i, count)).ToArray();
                var boundary = 0;
                var restarts = 0;
                PholdRun.Advance(partitions, End, _ =>
                {
                    if (++boundary % every == 0)
                    {
                        var i = restarts++ % count;
                        partitions[i] = Restart.In(partitions[i], run.CreatePartition(i, count));
                    }
                });
                Assert.True(restarts > 0);
                Assert.Equal(PholdRun.DigestOf([alone]), PholdRun.DigestOf(partitions));
            },
            iter: 20);

    [Fact]
    public void Messages_do_pass_between_the_partitions()
    {
        var run = new PholdRun(Timelines, 1);
        var partitions = Enumerable.Range(0, 2).Select(i => run.CreatePartition(i, 2)).ToArray();
        partitions[0].Advance(VirtualTime.FromNanoseconds(50));

        Assert.NotEmpty(partitions[0].Outgoing);
        Assert.All(partitions[0].Outgoing, message => Assert.Equal(1, message.Timeline % 2));
    }
}
