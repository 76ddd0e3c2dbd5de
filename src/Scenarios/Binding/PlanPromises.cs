using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>
/// What plans sell is promised too: a plan's <c>p99</c> is a promise of each of its domains that has a load, unless the
/// scenario itself promises that domain's 99th percentile.
/// </summary>
internal static class PlanPromises
{
    private const string Metric = "latency.p99";

    public static IReadOnlyList<PromisePlan> With(
        IReadOnlyList<PromisePlan> promises,
        IReadOnlyList<TariffPlan> plans,
        IReadOnlyList<TenantPlan> tenants,
        IReadOnlyList<BoundDomain> domains) =>
        [.. promises, .. domains.SelectMany(domain => Sold(domain.Plan, promises, plans, tenants))];

    private static IEnumerable<PromisePlan> Sold(
        DomainPlan domain,
        IReadOnlyList<PromisePlan> promises,
        IReadOnlyList<TariffPlan> plans,
        IReadOnlyList<TenantPlan> tenants)
    {
        string? bought = tenants.FirstOrDefault(tenant => tenant.Name == domain.Tenant)?.Plan;
        Duration limit = plans.FirstOrDefault(plan => plan.Name == bought)?.LatencyP99 ?? Duration.Zero;
        bool isPromised = promises.Any(promise => promise.Tenant == domain.Tenant && promise.Metric == Metric
            && (promise.Domain.Length == 0 || promise.Domain == domain.Name));
        if (limit > Duration.Zero && domain.Load is not null && !isPromised)
        {
            yield return new PromisePlan(
                $"{domain.Tenant}.{domain.Name}.{Metric} <= {Quantity.Duration.Show(limit.Nanoseconds)}",
                domain.Tenant,
                domain.Name,
                Metric,
                Comparison.AtMost,
                limit.Nanoseconds);
        }
    }
}
