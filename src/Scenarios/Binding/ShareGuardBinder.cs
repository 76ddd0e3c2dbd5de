using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds a driver domain's <c>shareGuard</c>.</summary>
internal static class ShareGuardBinder
{
    private const long Millisecond = 1_000_000;
    private const long Percent = 10_000;

    /// <summary>The least limit: 0.01 % of a core.</summary>
    public const long LimitPpmMin = Percent / 100;

    /// <summary>The greatest limit: the CPU time of a driver domain with the most vCPUs.</summary>
    public const long LimitPpmMax = DriverDomainBinder.VcpusMax * 100 * Percent;

    /// <summary>Null where it is left out.</summary>
    public static ShareGuardPlan? Bind(Section driver)
    {
        if (driver.Child("shareGuard") is not Section section)
        {
            return null;
        }

        ShareGuardPlan built = new();
        ShareGuardPlan plan = new()
        {
            Interval = section.Time("interval", built.Interval, Millisecond, 10_000 * Millisecond),
            LimitPpm = (int)section.Amount("limit", Quantity.Percentage, 0, LimitPpmMin, LimitPpmMax),
        };
        section.Finish();
        return plan;
    }

    /// <summary>A guard that limits nobody is a mistake.</summary>
    public static void Check(
        IReadOnlyList<BoundHost> hosts, IReadOnlyList<TariffPlan> plans, ErrorList errors)
    {
        bool isNamed = plans.Any(plan => plan.DriverCpuPpm > 0);
        foreach (BoundHost host in hosts)
        {
            if (host.Plan.DriverDomain?.ShareGuard is { LimitPpm: 0 } && !isNamed)
            {
                errors.Add(host.Position, $"The shareGuard of host '{host.Plan.Name}' limits nobody; write 'limit: 10%'"
                    + " there for all domains, or 'driverCpu: 10%' in a plan.");
                return;
            }
        }
    }
}
