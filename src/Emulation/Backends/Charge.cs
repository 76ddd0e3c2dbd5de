namespace Xenisol.Emulation.Backends;

/// <summary>CPU time of the driver domain that one interface causes.</summary>
/// <param name="Cause">The interface's number on the host, or <see cref="WorkBills.Nobody"/>.</param>
/// <param name="Nanoseconds">The time, in ns.</param>
internal readonly record struct Charge(long Cause, long Nanoseconds);
