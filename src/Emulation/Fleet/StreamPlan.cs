namespace Xenisol.Emulation.Fleet;

/// <summary>A bulk TCP stream.</summary>
public sealed record StreamPlan : ApplicationPlan
{
    /// <summary>Whether the domain sends (true) or receives.</summary>
    public required bool Sends { get; init; }

    /// <summary>The other end: a domain's name, or empty for a remote machine that is never the bottleneck.</summary>
    public string Peer { get; init; } = "";
}
