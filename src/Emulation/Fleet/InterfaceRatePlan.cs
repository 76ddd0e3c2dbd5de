using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>The network backend's own limit on what one interface sends (xl's <c>vif rate</c>).</summary>
/// <param name="BytesPerWindow">Bytes that may be sent in each window, 1 to 2³² − 1 (netback's credit_bytes).</param>
/// <param name="Window">The window, from 1 ms; netback counts whole milliseconds of it (credit_usec).</param>
public sealed record InterfaceRatePlan(long BytesPerWindow, Duration Window);
