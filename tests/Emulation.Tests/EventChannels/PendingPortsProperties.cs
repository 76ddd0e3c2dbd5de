using CsCheck;
using Xenisol.Emulation.EventChannels;

namespace Xenisol.Emulation.Tests.EventChannels;

public sealed class PendingPortsProperties
{
    private const int Ports = 300;

    private static readonly Gen<int[]> Steps =
        Gen.Select(Gen.Bool, Gen.Int[0, Ports - 1], (sets, port) => sets ? port : -1).Array[1, 200];

    [Fact]
    public void Lowest_first_takes_the_lowest_pending_port() =>
        Steps.Sample(steps => Agrees(steps, ScanOrder.LowestFirst, (pending, _) => pending.Min));

    [Fact]
    public void Resumed_takes_the_next_pending_port_after_the_last_one_and_wraps() =>
        Steps.Sample(steps => Agrees(steps, ScanOrder.Resumed, (pending, last) =>
            pending.Any(port => port > last) ? pending.First(port => port > last) : pending.Min));

    private static bool Agrees(int[] steps, ScanOrder order, Func<SortedSet<int>, int, int> model)
    {
        var ports = new PendingPorts(Ports, order);
        var pending = new SortedSet<int>();
        var last = -1;
        foreach (var step in steps)
        {
            if (step >= 0)
            {
                ports.Set(step);
                pending.Add(step);
                continue;
            }

            if (ports.Any != pending.Count > 0)
            {
                return false;
            }

            if (pending.Count > 0)
            {
                last = model(pending, last);
                pending.Remove(last);
                if (ports.Take() != last)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
