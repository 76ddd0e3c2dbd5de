using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Network;

namespace Xenisol.Client.Tracing;

/// <summary>A point on a request's way.</summary>
/// <param name="Kind">Which, one of <c>MessageKind.Hop…</c>.</param>
/// <param name="AtNanoseconds">When, in virtual time.</param>
/// <param name="Component">Who reported it.</param>
/// <param name="Packet">Whether it is a frame of the request or of the reply.</param>
/// <param name="Detail">The payload's second word; its meaning depends on the kind.</param>
internal readonly record struct Hop(
    MessageKind Kind, long AtNanoseconds, int Component, PacketKind Packet, long Detail);
