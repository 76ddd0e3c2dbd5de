using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Network;

/// <summary>What a client is connected to.</summary>
/// <param name="Fabric">The identity of the fabric.</param>
/// <param name="BitsPerSecond">The rate of its link.</param>
/// <param name="Latency">The one-way latency of its link.</param>
/// <param name="Domain">The identity of the domain that it talks to.</param>
/// <param name="Warmup">When statistics begin.</param>
internal sealed record ClientWiring(
    int Fabric, long BitsPerSecond, Duration Latency, int Domain, VirtualTime Warmup);
