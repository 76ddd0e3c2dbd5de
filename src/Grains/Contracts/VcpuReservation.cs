namespace Xenisol.Grains;

/// <summary>What a vCPU is to have under RTDS.</summary>
/// <param name="Vcpu">Its number within the domain; −1 for all.</param>
/// <param name="PeriodNanoseconds">The period; at least 10 µs.</param>
/// <param name="BudgetNanoseconds">The budget in each period; at least 10 µs, at most the period.</param>
/// <param name="ExtraTime">Whether it goes on at a lower priority once the budget is used up.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.vcpu-reservation")]
public sealed record VcpuReservation(
    [property: Id(0)] int Vcpu,
    [property: Id(1)] long PeriodNanoseconds,
    [property: Id(2)] long BudgetNanoseconds,
    [property: Id(3)] bool ExtraTime);
