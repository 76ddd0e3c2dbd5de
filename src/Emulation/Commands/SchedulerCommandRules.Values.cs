using System.Globalization;

namespace Xenisol.Emulation.Commands;

/// <content>The range of each value.</content>
public sealed partial class SchedulerCommandRules
{
    /// <summary>The shortest period, and the least budget of RTDS, in ns.</summary>
    public const long PeriodMin = 10 * Microsecond;

    /// <summary>The longest period in ns, as in scenarios.</summary>
    public const long PeriodMax = 3_600_000 * Millisecond;

    private const int WeightMax = 65_535;
    private const long Microsecond = 1_000;
    private const long Millisecond = 1_000_000;
    private const long RatelimitMin = 100 * Microsecond;
    private const long RatelimitMax = 500 * Millisecond;
    private const long MigrationDelayMax = 100 * Millisecond;

    /// <summary>What is wrong with a reservation of RTDS; null if nothing is.</summary>
    /// <param name="domain">The name of the domain.</param>
    /// <param name="period">In ns.</param>
    /// <param name="budget">In ns.</param>
    public static string? ReservationFault(string domain, long period, long budget)
    {
        var fault = period < PeriodMin
            ? $"Invalid VCPU period of {period / Microsecond} us (it should be >= {PeriodMin / Microsecond})."
            : period > PeriodMax
            ? $"Invalid VCPU period of {period / Microsecond} us (it should be <= {PeriodMax / Microsecond})."
            : budget < PeriodMin
            ? $"Invalid VCPU budget of {budget / Microsecond} us (it should be >= {PeriodMin / Microsecond})."
            : budget > period
            ? "VCPU budget must be smaller than or equal to period, but "
                + $"{budget / Microsecond} > {period / Microsecond} us."
            : null;
        return fault is null ? null : $"Domain {domain}: {fault}";
    }

    /// <summary>A length in milliseconds, as commands give it.</summary>
    /// <param name="nanoseconds">The length.</param>
    public static string Shown(long nanoseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1_000_000m:0.######} ms");

    private static string? CreditFault((string Name, int Vcpus) domain, long weight, long capPercent) =>
        weight is < 1 or > WeightMax
            ? $"Domain {domain.Name}: Cpu weight out of range, valid values are within range from 1 to {WeightMax}."
        : capPercent < 0 || capPercent > 100 * domain.Vcpus
            ? $"Domain {domain.Name}: Cpu cap out of range, valid range is from 0 to {100 * domain.Vcpus} for "
                + "specified number of vcpus."
        : null;

    private static string? EdfFault(long period, long slice) =>
        period <= 0 || slice < 0 || slice > period
            ? $"Slice {Shown(slice)} does not suit period {Shown(period)}: the period is positive, the slice at most "
                + "the period, and a slice of 0 switches back to credit."
        : slice > 0 ? PeriodFault(period)
        : null;

    private string? DomainReservationFault(int domain, long period, long slice) =>
        _scheduler.Policy == "rtds" ? ReservationFault(_domains[domain].Name, period, slice)
        : slice < 0 || slice > period
            ? $"Slice {Shown(slice)} does not suit period {Shown(period)}: it is from 0 to the period."
        : PeriodFault(period);

    private static string? PeriodFault(long period) =>
        period is < PeriodMin or > PeriodMax
            ? $"Period {Shown(period)} out of range, valid range is from {Shown(PeriodMin)} to {Shown(PeriodMax)}."
            : null;

    private static string? TimesliceFault(long timeslice) =>
        timeslice is < Millisecond or > 1_000 * Millisecond || timeslice % Millisecond != 0
            ? "Time slice out of range, valid range is from 1 to 1000 ms."
            : null;

    private static string? RatelimitFault(long ratelimit) =>
        ratelimit != 0 && ratelimit is < RatelimitMin or > RatelimitMax
            ? "Ratelimit out of range, valid range is from 100 to 500000 us, or 0 for off."
            : null;

    private static string? MigrationDelayFault(long delay) =>
        delay is < 0 or > MigrationDelayMax ? "vcpu migration delay should be >= 0 and <= 100000us." : null;
}
