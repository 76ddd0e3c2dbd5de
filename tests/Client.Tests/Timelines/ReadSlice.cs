namespace Xenisol.Client.Tests.Timelines;

/// <summary>A stay of a vCPU on a core.</summary>
internal sealed record ReadSlice(long Machine, long Core, long Tid, long From, long To);
