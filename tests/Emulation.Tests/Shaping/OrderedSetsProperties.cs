using CsCheck;
using Xenisol.Emulation.Shaping;

namespace Xenisol.Emulation.Tests.Shaping;

public class OrderedSetsProperties
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(4_096)]
    [InlineData(4_097)]
    public void Sets_behave_as_sorted_sets(int bound) =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[0, bound - 1]).Array[1, 200].Sample(steps =>
        {
            var sets = new OrderedSets([3, bound, 7]);
            var model = new SortedSet<int>();
            foreach (var (step, _, number) in steps)
            {
                if (step == 0)
                {
                    sets.Remove(1, number);
                    model.Remove(number);
                }
                else
                {
                    sets.Add(1, number);
                    model.Add(number);
                }

                var next = model.GetViewBetween(number, bound).Append(-1).First();
                Assert.Equal(next, sets.AtLeast(1, number));
                Assert.Equal(model.Append(-1).First(), sets.AtLeast(1, 0));
                Assert.Equal(model.Count == 0, sets.IsEmpty(1));
            }

            Assert.True(sets.IsEmpty(0) && sets.IsEmpty(2));
            Assert.Equal(-1, sets.AtLeast(1, bound));
        });
}
