using System.Globalization;

using Xenisol.Emulation.Fleet;

namespace Xenisol.Client.Tracing;

/// <summary>The emulated thing that spans belong to: a client, a domain, a card, a host's driver domain.</summary>
/// <param name="ServiceName">What trace viewers group by.</param>
/// <param name="Component">The component's path.</param>
/// <param name="Host">Its host; empty if it belongs to none.</param>
internal sealed record SpanResource(string ServiceName, string Component, string Host)
{
    public static SpanResource Of(ComponentInfo component) => new(
        component.Kind switch
        {
            ComponentKind.Client => $"client/{component.Name}",
            ComponentKind.Fabric => "fabric",
            ComponentKind.BackendDriver => $"{component.Host}/driver-domain",
            ComponentKind.NetworkCard => $"{component.Host}/card",
            ComponentKind.Disk => $"{component.Host}/disk",
            _ => $"{component.Host}/{component.Name}",
        },
        component.Path,
        component.Host);

    /// <summary>The resource's attributes, in a fixed order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes(TracedRun run) =>
    [
        new("service.name", ServiceName),
        new("service.namespace", run.Scenario),
        new("service.version", ProductVersion.Text),
        .. Host.Length == 0 ? Array.Empty<KeyValuePair<string, string>>() : [new("host.name", Host)],
        new("xenisol.component", Component),
        new("xenisol.time", "virtual"),
        new("xenisol.epoch", VirtualEpoch.Text),
        new("xenisol.seed", run.Seed.ToString(CultureInfo.InvariantCulture)),
    ];
}
