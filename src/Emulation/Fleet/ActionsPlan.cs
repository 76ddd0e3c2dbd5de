using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>A process of a variable-bandwidth server: actions one after the other, each announced to the host scheduler
/// with a resource of its own.</summary>
public sealed record ActionsPlan : ApplicationPlan
{
    /// <summary>The actions of one round, in their order; at least one.</summary>
    public required IReadOnlyList<ActionPlan> Sequence { get; init; }

    /// <summary>Time between the starts of two rounds; zero begins a round as soon as the one before is complete.
    /// </summary>
    public Duration Every { get; init; }
}
