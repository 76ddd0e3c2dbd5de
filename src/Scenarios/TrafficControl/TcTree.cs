using Xenisol.Emulation.Shaping;

namespace Xenisol.Scenarios.TrafficControl;

/// <summary>What a sequence of tc commands sets up: one HTB tree, or one token bucket.</summary>
/// <param name="Options">The tree, with tc's defaults where the commands give none.</param>
/// <param name="CommandOf">For each class id, the index of the command that added it.</param>
public sealed record TcTree(HtbOptions Options, IReadOnlyDictionary<int, int> CommandOf)
{
    /// <summary>The <c>tbf</c> at the root, and then there is no tree; null for a tree.</summary>
    public TokenBucketOptions? TokenBucket { get; init; }
}
