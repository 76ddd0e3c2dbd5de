using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Binding;

/// <summary>A host, the terms of its driver domain (null if it has none), and where it was written.</summary>
internal sealed record BoundHost(HostPlan Plan, CpuTerms? DriverTerms, SourcePosition Position)
{
    public bool IsHybrid => Plan.Scheduler.Kind == SchedulerKind.Hybrid;
}
