using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Devices;

/// <summary>What decides how long a disk takes. Operations are served in the order in which they come.</summary>
internal interface IDiskMedium
{
    /// <summary>When an operation that comes now is complete; the medium is busy with it from now on.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="now">The instant; never before that of an earlier call.</param>
    /// <param name="fromBuffer">Whether it is served from what was read ahead.</param>
    VirtualTime Serve(in DiskOperation operation, VirtualTime now, out bool fromBuffer);

    /// <summary>Saves or loads what it knows.</summary>
    void Transfer(StateTransfer state);
}
