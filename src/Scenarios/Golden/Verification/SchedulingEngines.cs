using Xenisol.Emulation.Fleet;

namespace Xenisol.Scenarios.Golden.Verification;

/// <summary>What the engines of schema <c>xenisol-golden/1</c> are called here.</summary>
internal static class SchedulingEngines
{
    /// <summary>The scenario as one of its engines runs it.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InvalidDataException">There is no such engine for the file's scheduler.</exception>
    public static RunPlan Plan(GoldenScenario scenario, string engine, string name)
    {
        HostPlan host = scenario.Plan.Hosts[0];
        SchedulerPlan plan = host.Scheduler;
        SchedulerPlan scheduler = (plan.Kind, engine) switch
        {
            (SchedulerKind.Credit, "xen-4.23-dev") => plan with { Era = CreditEra.Xen423 },
            (SchedulerKind.Credit, "xen-4.0.0") => plan with { Era = CreditEra.Xen40 },
            (SchedulerKind.Credit, "xen-3.4.0-rc3") => plan with { Era = CreditEra.Xen34 },
            (SchedulerKind.Credit, "xen-3.3.0") => plan with { Era = CreditEra.Xen33 },
            (SchedulerKind.Rtds, "xen-4.23-dev") => plan with { ReplenishmentOrder = ReplenishmentOrder.Upstream },
            (SchedulerKind.Rtds, "xen-4.23-dev-replq-by-deadline") => plan,
            (SchedulerKind.Sedf, "xen-4.0.0") => plan,
            _ => throw new InvalidDataException(
                $"{name}: $.results has engine '{engine}', which is not built for scheduler {plan.Kind}; credit has"
                + " xen-4.23-dev, xen-4.0.0, xen-3.4.0-rc3 and xen-3.3.0, rtds has xen-4.23-dev and"
                + " xen-4.23-dev-replq-by-deadline, sedf has xen-4.0.0."),
        };
        return scenario.Plan with { Hosts = [host with { Scheduler = scheduler }] };
    }
}
