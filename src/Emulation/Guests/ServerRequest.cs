using Xenisol.Emulation.Network;

namespace Xenisol.Emulation.Guests;

/// <summary>A request at a server.</summary>
/// <param name="Client">The identity of the client.</param>
/// <param name="Number">The request's number there.</param>
internal readonly record struct ServerRequest(long Client, long Number)
{
    /// <summary>The request's name in the run.</summary>
    public long Id => Packet.RequestIdOf((int)Client, (uint)Number);
}
