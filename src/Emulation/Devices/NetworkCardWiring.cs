using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Devices;

/// <summary>What a network card is connected to.</summary>
/// <param name="BitsPerSecond">The rate of its link.</param>
/// <param name="Latency">The one-way latency of its link.</param>
/// <param name="Fabric">The identity of the fabric.</param>
/// <param name="Driver">The identity of the backend that drives the card.</param>
/// <param name="Core">The identity of the physical core that takes its interrupts.</param>
/// <param name="EventChannel">The identity of the event channel that tells the driver domain.</param>
internal sealed record NetworkCardWiring(
    long BitsPerSecond, Duration Latency, int Fabric, int Driver, int Core, int EventChannel);
