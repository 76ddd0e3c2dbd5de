using CsCheck;
using Xenisol.Emulation.Shaping;

namespace Xenisol.Emulation.Tests.Shaping;

public class WaitQueuesProperties
{
    private const int Classes = 40;

    [Fact]
    public void Classes_leave_by_instant_and_then_by_insertion() =>
        Gen.Select(Gen.Int[0, Classes - 1], Gen.Long[0, 9]).Array[1, 400].Sample(steps =>
        {
            // Classes 0 to 29 on level 0, the others on level 7: levels must not mix.
            var queues = new WaitQueues([.. Enumerable.Range(0, Classes).Select(one => one < 30 ? 0 : 7)], 8);
            var model = new List<(long At, int Order, int Class)>();
            for (var order = 0; order < steps.Length; order++)
            {
                var (one, at) = steps[order];
                if (model.RemoveAll(entry => entry.Class == one) > 0)
                {
                    if (at % 2 == 0)
                    {
                        queues.Remove(one);
                    }
                    else
                    {
                        queues.Move(one, 9 - at);
                        model.Add((9 - at, order, one));
                    }
                }
                else
                {
                    queues.Add(one, at);
                    model.Add((at, order, one));
                }

                AssertFirst(queues, 0, model.Where(entry => entry.Class < 30));
                AssertFirst(queues, 7, model.Where(entry => entry.Class >= 30));
            }
        });

    private static void AssertFirst(
        WaitQueues queues, int level, IEnumerable<(long At, int Order, int Class)> waiting)
    {
        var expected = waiting.Order().Select(entry => (long?)entry.Class).FirstOrDefault();
        Assert.Equal(expected, queues.TryPeek(level, out var first) ? first.Class : null);
    }
}
