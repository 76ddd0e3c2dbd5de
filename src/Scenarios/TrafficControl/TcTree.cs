using Xenisol.Emulation.Shaping;

namespace Xenisol.Scenarios.TrafficControl;

/// <summary>What a sequence of tc commands sets up: one HTB tree.</summary>
/// <param name="Options">The tree, with tc's defaults where the commands give none.</param>
/// <param name="CommandOf">For each class id, the index of the command that added it.</param>
public sealed record TcTree(HtbOptions Options, IReadOnlyDictionary<int, int> CommandOf);
