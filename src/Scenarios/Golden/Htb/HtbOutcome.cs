namespace Xenisol.Scenarios.Golden.Htb;

/// <summary>What became of a flow here.</summary>
internal sealed class HtbOutcome
{
    private readonly List<(long At, long Arrived)> _sent;

    public HtbOutcome(HtbDriver driver, HtbFlow flow, int index)
    {
        Flow = flow;
        Offered = driver.Offered[index];
        Dropped = driver.Dropped[index];
        _sent = [.. driver.Sent.Where(one => one.Flow == index).Select(one => (one.At, one.Arrived))];
    }

    public HtbFlow Flow { get; }

    public long Offered { get; }

    public long Dropped { get; }

    /// <summary>Bytes that left from one instant, included, until another, excluded.</summary>
    public long Bytes(long from, long to) => (Before(to) - Before(from)) * Flow.PacketBytes;

    /// <summary>Delays of what left from an instant on, in ascending order, in ns.</summary>
    public List<long> Delays(long from)
    {
        List<long> delays = [.. _sent.Skip((int)Before(from)).Select(one => one.At - one.Arrived)];
        delays.Sort();
        return delays;
    }

    // Packets leave in the order of time.
    private long Before(long at)
    {
        (int low, int high) = (0, _sent.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_sent[middle].At < at)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
