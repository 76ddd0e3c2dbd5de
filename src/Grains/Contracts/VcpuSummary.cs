namespace Xenisol.Grains;

/// <summary>A vCPU as <c>xl vcpu-list</c> shows it.</summary>
/// <param name="Number">Its number within the domain.</param>
/// <param name="Index">Its index on the host: the port of messages about it.</param>
/// <param name="Core">The pCPU where it runs, waits or is woken.</param>
/// <param name="State"><c>r</c> running, <c>-</c> runnable, <c>b</c> blocked.</param>
/// <param name="RunNanoseconds">CPU time it got.</param>
/// <param name="Weight">Its weight under credit.</param>
/// <param name="CapPercent">Its cap under credit; 0 for none.</param>
/// <param name="PeriodNanoseconds">Its period under EDF; 0 makes it a credit-vCPU.</param>
/// <param name="SliceNanoseconds">Its slice under EDF; its budget under RTDS.</param>
/// <param name="ExtraTime">Whether it may go on when that is used up.</param>
/// <param name="HardAffinity">The pCPUs on which it may run, ascending.</param>
/// <param name="SoftAffinity">The pCPUs that it prefers, ascending.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.vcpu-summary")]
public sealed record VcpuSummary(
    [property: Id(0)] int Number,
    [property: Id(1)] int Index,
    [property: Id(2)] int Core,
    [property: Id(3)] char State,
    [property: Id(4)] long RunNanoseconds,
    [property: Id(5)] int Weight,
    [property: Id(6)] int CapPercent,
    [property: Id(7)] long PeriodNanoseconds,
    [property: Id(8)] long SliceNanoseconds,
    [property: Id(9)] bool ExtraTime,
    [property: Id(10)] IReadOnlyList<int> HardAffinity,
    [property: Id(11)] IReadOnlyList<int> SoftAffinity);
