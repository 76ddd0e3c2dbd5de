using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>One recorded request.</summary>
/// <param name="At">When it is sent, from the start of the run.</param>
/// <param name="Cost">CPU time it needs; zero takes the server's.</param>
/// <param name="ReplyBytes">Bytes of its reply; zero takes the server's.</param>
public readonly record struct TraceRequest(VirtualTime At, Duration Cost, long ReplyBytes);
