namespace Xenisol.Emulation.Fleet;

/// <summary>What is known of a component before the run starts.</summary>
/// <param name="Id">Its identity: the position in the run's list.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Timeline">The index of its timeline.</param>
/// <param name="Host">The name of its host, or the empty string.</param>
/// <param name="Name">Its name among components of the kind on the host: <c>web</c>, <c>pcpu2</c>, <c>net</c>.</param>
public sealed record ComponentInfo(int Id, ComponentKind Kind, int Timeline, string Host, string Name)
{
    /// <summary>The unique path: <c>host/kind/name</c>.</summary>
    public string Path => $"{Host}/{Kind}/{Name}";
}
