using Xenisol.Emulation.Fleet;

namespace Xenisol.Emulation.Devices;

/// <summary>What a disk is and is connected to.</summary>
/// <param name="Plan">The disk.</param>
/// <param name="Driver">The identity of the backend that drives it.</param>
/// <param name="Core">The identity of the physical core that takes its interrupts.</param>
/// <param name="EventChannel">The identity of the event channel that tells the driver domain.</param>
internal sealed record DiskWiring(DiskPlan Plan, int Driver, int Core, int EventChannel);
