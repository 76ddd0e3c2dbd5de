using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Shaping;

namespace Xenisol.Scenarios.Binding;

/// <summary>A host, the terms of its driver domain (null if it has none), and where it was written.</summary>
internal sealed record BoundHost(HostPlan Plan, CpuTerms? DriverTerms, SourcePosition Position)
{
    /// <summary>Its token buckets; null without a driver domain.</summary>
    public BoundShaping? Shaping { get; init; }

    /// <summary>The domains whose event channels it binds by hand.</summary>
    public IReadOnlyList<BoundInterrupt> Interrupts { get; init; } = [];

    /// <summary>Whether its scheduler keeps reservations; on others they become weights.</summary>
    public bool Reserves =>
        Plan.Scheduler.Kind is SchedulerKind.Hybrid or SchedulerKind.Edf or SchedulerKind.GlobalEdf
            or SchedulerKind.Rtds or SchedulerKind.Sedf or SchedulerKind.SedfDc;

    /// <summary>Whether it refuses reservations that cannot all be kept; Xen's real-time schedulers take any.</summary>
    public bool Admits => Reserves
        && Plan.Scheduler.Kind is not (SchedulerKind.Rtds or SchedulerKind.Sedf or SchedulerKind.SedfDc);
}
