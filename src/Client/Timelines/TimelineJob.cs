namespace Xenisol.Client.Timelines;

/// <summary>A job with a deadline.</summary>
/// <param name="Host">The host's position in the plan.</param>
/// <param name="Vcpu">The vCPU's index on it.</param>
/// <param name="Release">When it was released, in ns.</param>
/// <param name="Deadline">When it is to be complete, in ns.</param>
internal readonly record struct TimelineJob(int Host, int Vcpu, long Release, long Deadline);
