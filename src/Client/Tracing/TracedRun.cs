using Xenisol.Emulation.Fleet;

namespace Xenisol.Client.Tracing;

/// <summary>What every span of a run shares.</summary>
internal sealed class TracedRun
{
    private readonly SpanResource[] _resources;

    public TracedRun(RunPlan plan, IReadOnlyList<ComponentInfo> components)
    {
        Scenario = plan.Name;
        Seed = plan.Seed;
        _resources = [.. components.Select(SpanResource.Of)];
    }

    public string Scenario { get; }

    public ulong Seed { get; }

    public SpanResource ResourceOf(int component) => _resources[component];

    /// <summary>The spans by resource, in the order in which the resources first appear.</summary>
    public IEnumerable<IGrouping<SpanResource, Span>> ByResource(IReadOnlyList<Span> spans) =>
        spans.GroupBy(span => _resources[span.Component]);
}
