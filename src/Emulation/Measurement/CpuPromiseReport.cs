using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Measurement;

/// <summary>How far the CPU promise of one vCPU was kept.</summary>
/// <param name="Windows">Closed windows.</param>
/// <param name="Kept">Those in which delivered ≥ entitled.</param>
/// <param name="Entitled">The sum over closed windows of what was owed.</param>
/// <param name="Delivered">CPU time delivered since judging began, owed or not.</param>
public readonly record struct CpuPromiseReport(long Windows, long Kept, Duration Entitled, Duration Delivered);
