namespace Xenisol.Silo;

/// <summary>Where a run that goes on in some process of this user can be reached.</summary>
/// <param name="Run">The run's name: the key of its grain.</param>
/// <param name="Gateway">Where clients connect, <c>address:port</c>.</param>
/// <param name="ProcessId">The process that holds it.</param>
/// <param name="ProcessStartedUtcTicks">When that process started, since process numbers are given again.</param>
public sealed record RunEndpoint(string Run, string Gateway, int ProcessId, long ProcessStartedUtcTicks);
