namespace Xenisol.Client.Experiments.IrqBalance;

/// <summary>Who binds the interrupts of card and interfaces to the driver domain's vCPUs.</summary>
/// <param name="Name">As in the data.</param>
/// <param name="Label">As in figures.</param>
/// <param name="Interrupts">The scenario's <c>interrupts</c>, given the names of the domains.</param>
internal sealed record IrqPlacement(string Name, string Label, Func<IEnumerable<string>, string> Interrupts)
{
    /// <summary>Card and event channels share vCPU 0, as they do where nobody moves them.</summary>
    public static IrqPlacement Fixed { get; } = new("fixed", "fixed", _ => "fixed");

    /// <summary>The least that a hand would do: the card on one vCPU, all event channels on the next.</summary>
    public static IrqPlacement Apart { get; } = new(
        "fixed-apart",
        "fixed, card apart",
        domains => $"{{ card: 0, domains: {{ {string.Join(", ", domains.Select(domain => $"{domain}: 1"))} }} }}");

    public static IrqPlacement RoundRobin { get; } = new("round-robin", "round-robin", _ => "round-robin");

    public static IrqPlacement BandwidthAware { get; } = new(
        "bandwidth-aware", "bandwidth-aware", _ => "bandwidth-aware");

    public static IReadOnlyList<IrqPlacement> All { get; } = [Fixed, Apart, RoundRobin, BandwidthAware];
}
