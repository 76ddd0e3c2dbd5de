using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Shaping;

/// <summary>A domain, or all that a count made of one, sends through a leaf.</summary>
/// <param name="Domain">The name as it was written.</param>
/// <param name="Leaf">What the scenario calls the leaf.</param>
/// <param name="ClassId">The leaf; 0 lets the domain's frames bypass the tree.</param>
/// <param name="Position">Where it was written.</param>
internal sealed record BoundLeaf(string Domain, string Leaf, int ClassId, SourcePosition Position);
