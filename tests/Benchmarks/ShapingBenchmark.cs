using System.Globalization;
using Xenisol.Emulation.Shaping;
using Xenisol.Emulation.Time;

namespace Xenisol.Benchmarks;

/// <summary>
/// HTB alone, every leaf backlogged, the ceilings twice the card's rate: a quarter of the packets go on own rates, the
/// others are borrowed. Two trees: the one that plans make, all leaves under the card, and tenants with ten leaves each
/// between. The question: what does a packet cost, and how does that grow with the leaves? Sizes run in turns.
/// </summary>
internal sealed class ShapingBenchmark
{
    private const int Rounds = 11;
    private const int WarmUp = 3;
    private const int PacketsARound = 200_000;
    private const int LeavesOfTenant = 10;
    private const int QueuedPerLeaf = 4;
    private const int FrameBytes = 1_514;
    private const long CardBitsPerSecond = 10_000_000_000;
    private static readonly int[] Sizes = [10, 100, 1_000, 10_000];

    private readonly int _leaves;
    private readonly int _firstLeaf;
    private readonly HierarchicalTokenBucket _tree;
    private readonly List<double> _costs = new(Rounds);
    private long _now;
    private long _polls;
    private long _packets;
    private long _allocated;

    private ShapingBenchmark(int leaves, bool tenants)
    {
        _leaves = leaves;
        _firstLeaf = 2 + (leaves / LeavesOfTenant);
        _tree = new HierarchicalTokenBucket(Tree(leaves, tenants), VirtualTime.Zero);
        for (var i = 0; i < QueuedPerLeaf; i++)
        {
            for (var leaf = 0; leaf < leaves; leaf++)
            {
                Queue(_firstLeaf + leaf);
            }
        }
    }

    /// <summary>Measures all sizes of both trees and prints a line for each.</summary>
    public static void Run(TextWriter output)
    {
        Run(output, tenants: false);
        Run(output, tenants: true);
    }

    private static void Run(TextWriter output, bool tenants)
    {
        ShapingBenchmark[] trees = [.. Sizes.Select(size => new ShapingBenchmark(size, tenants))];
        for (var round = -WarmUp; round < Rounds; round++)
        {
            foreach (var tree in trees)
            {
                tree.Round(counts: round >= 0);
            }
        }

        output.WriteLine($"HTB alone, all leaves backlogged, {(tenants ? "tenants between" : "a leaf a domain")}");
        foreach (var tree in trees)
        {
            tree.Print(output, trees[0]);
        }
    }

    private static HtbOptions Tree(int leaves, bool tenants)
    {
        var groups = leaves / LeavesOfTenant;
        var tenantRate = CardBitsPerSecond / 2 / groups;
        var classes = new List<HtbClassOptions> { new() { ClassId = 1, RateBitsPerSecond = CardBitsPerSecond } };
        for (var tenant = 0; tenants && tenant < groups; tenant++)
        {
            classes.Add(new()
            {
                ClassId = 2 + tenant,
                Parent = 1,
                RateBitsPerSecond = tenantRate,
                CeilBitsPerSecond = 4 * tenantRate,
            });
        }

        for (var leaf = 0; leaf < leaves; leaf++)
        {
            // Half of a tenant's rate is promised to its leaves, by their number; the other half is lent.
            classes.Add(new()
            {
                ClassId = 2 + groups + leaf,
                Parent = tenants ? 2 + (leaf / LeavesOfTenant) : 1,
                RateBitsPerSecond = tenantRate / LeavesOfTenant / 2,
                CeilBitsPerSecond = 4 * tenantRate / LeavesOfTenant,
                Priority = leaf % 3,
                QuantumBytes = 2 * FrameBytes,
            });
        }

        return new HtbOptions { Classes = classes };
    }

    /// <summary>Sends a round's packets, each replaced by the next of its leaf; the card takes its time.</summary>
    private void Round(bool counts)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Environment.CpuUsage.TotalTime;
        var sent = 0;
        while (sent < PacketsARound)
        {
            _polls++;
            if (_tree.TryDequeue(VirtualTime.FromNanoseconds(_now), out var packet, out var nextEvent))
            {
                sent++;
                _now += FrameBytes * 8L * 1_000_000_000 / CardBitsPerSecond;
                Queue((int)packet.First);
            }
            else
            {
                _now = nextEvent.Nanoseconds;
            }
        }

        var cost = (Environment.CpuUsage.TotalTime - start).TotalSeconds * 1e9 / sent;
        if (counts)
        {
            _costs.Add(cost);
            _packets += sent;
            _allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }
        else
        {
            _polls = 0;
        }
    }

    private void Queue(int leaf) => _tree.Enqueue(leaf, new QueuedPacket(FrameBytes, leaf, 0));

    private void Print(TextWriter output, ShapingBenchmark smallest)
    {
        var ratios = _costs.Zip(smallest._costs, (cost, other) => cost / other).Order().ToList();
        var costs = _costs.Order().ToList();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {_leaves,6} leaves: {costs[Rounds / 2],4:F0} ns a packet ({costs[0]:F0} to {costs[^1]:F0}),"
            + $" {1e3 / costs[Rounds / 2]:F2} M packets per CPU-second,"
            + $" {ratios[Rounds / 2]:F2} times the smallest tree ({ratios[0]:F2} to {ratios[^1]:F2}),"
            + $" {(double)_polls / _packets:F2} polls a packet, allocated {_allocated} B"));
    }
}
