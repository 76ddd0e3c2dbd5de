using Xenisol.Emulation.Shaping;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Scenarios.Golden.Htb;

/// <summary>
/// Verifies files of Linux's HTB: the kernel's classes must be ours, its measurements as near as the file says, and the
/// noise-free model within one packet.
/// </summary>
internal sealed class HtbVerifier : IGoldenVerifier
{
    private const int KeptWaiting = 2;

    /// <inheritdoc/>
    public string Schema => "htb";

    /// <inheritdoc/>
    public bool Knows(GoldenNode root) =>
        root.Given("flows") is not null && (root.Given("commands") ?? root.Given("classes")) is not null;

    /// <inheritdoc/>
    public GoldenVerdict Verify(GoldenNode root)
    {
        HtbGoldenFile file = HtbGoldenReader.Read(root);
        HierarchicalTokenBucket bucket = new(file.Options, VirtualTime.Zero);
        RequireEnd(root, file, bucket);
        HtbDriver driver = new(bucket, file.Flows, KeptWaiting);
        driver.RunUntil(file.Duration);
        GoldenComparison kernel = new(file.Kernel.Length > 0 ? $"linux-{file.Kernel}" : "linux");
        GoldenComparison model = new("ideal_model");
        foreach (HtbGoldenClass one in file.Classes)
        {
            HtbClassComparison.Compare(kernel, one, bucket, root.File);
        }

        HtbOutcome[] outcomes =
            [.. Enumerable.Range(0, file.Flows.Count).Select(flow => new HtbOutcome(driver, file.Flows[flow], flow))];
        for (int flow = 0; flow < outcomes.Length; flow++)
        {
            HtbFlowComparison.CompareWithKernel(kernel, file, outcomes, flow);
            HtbFlowComparison.CompareWithModel(model, file, outcomes[flow], flow, ServiceOf(bucket, file.Flows[flow]));
        }

        return GoldenVerdict.Of(root.File, Schema, [kernel, model]) with
        {
            NotCompared = [.. HtbGoldenMembers.NotRead(root).Select(place => $"{place}, which is not read")],
        };
    }

    /// <summary>A source that always has more to send and bypasses the buckets would send for ever in one instant.
    /// </summary>
    private static void RequireEnd(GoldenNode root, HtbGoldenFile file, HierarchicalTokenBucket bucket)
    {
        for (int i = 0; i < file.Flows.Count; i++)
        {
            if (file.Flows[i].Backlogged && LeafOf(file, bucket, file.Flows[i]) == HierarchicalTokenBucket.Direct)
            {
                throw root["flows"].Items()[i].Wrong(
                    "is always backlogged and bypasses the tree: on a link without rate it would send without end");
            }
        }
    }

    private static int LeafOf(HtbGoldenFile file, HierarchicalTokenBucket bucket, HtbFlow flow) =>
        flow.ClassId == HierarchicalTokenBucket.Direct ? HierarchicalTokenBucket.Direct
            : bucket.IsLeaf(flow.ClassId) ? flow.ClassId
            : bucket.IsLeaf(file.Options.DefaultClass) ? file.Options.DefaultClass
            : HierarchicalTokenBucket.Direct;

    /// <summary>The time in µs that one packet of a flow takes at its leaf's rate; 0 if it bypasses the tree.</summary>
    private static decimal ServiceOf(HierarchicalTokenBucket bucket, HtbFlow flow)
    {
        if (!bucket.IsLeaf(flow.ClassId))
        {
            return 0;
        }

        HtbClass leaf = bucket.Class(flow.ClassId);
        return leaf.Ceil.CostNanoseconds(leaf.ChargedBytes(flow.PacketBytes)) / 1_000m;
    }
}
