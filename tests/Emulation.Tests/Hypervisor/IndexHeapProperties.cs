using CsCheck;
using Xenisol.Emulation.Hypervisor;

namespace Xenisol.Emulation.Tests.Hypervisor;

public class IndexHeapProperties
{
    private const int Items = 40;

    [Fact]
    public void The_first_has_the_least_key_and_among_equals_was_added_first() =>
        Gen.Select(Gen.Int[0, Items - 1], Gen.Long[0, 2], Gen.Long[0, 3]).Array[1, 400].Sample(steps =>
        {
            var heap = new IndexHeap(Items);
            var model = new List<(long Major, long Minor, int Order, int Item)>();
            for (var order = 0; order < steps.Length; order++)
            {
                var (item, major, minor) = steps[order];
                Assert.Equal(model.Exists(entry => entry.Item == item), heap.Contains(item));
                if (model.RemoveAll(entry => entry.Item == item) > 0)
                {
                    heap.Remove(item);
                }
                else
                {
                    heap.Add(item, major, minor);
                    model.Add((major, minor, order, item));
                }

                model.Sort();
                Assert.Equal(model.Count, heap.Count);
                Assert.Equal(model.Count == 0 ? IndexHeap.None : model[0].Item, heap.First);
                for (var i = 1; i < model.Count; i++)
                {
                    Assert.True(heap.IsBefore(model[i - 1].Item, model[i].Item));
                }
            }
        });
}
