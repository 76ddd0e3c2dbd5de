using Xenisol.Emulation.Fleet;

namespace Xenisol.Grains;

/// <summary>What a component answers when asked how it is.</summary>
/// <param name="Path">Its path, <c>host/kind/name</c>.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="AtNanoseconds">The boundary at which this holds.</param>
/// <param name="Handled">How many messages it has handled.</param>
/// <param name="Digest">The digest of what it has handled; 16 hexadecimal digits.</param>
/// <param name="Fields">What it knows, by name; the last word of a name is the unit.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.component-state")]
public sealed record ComponentState(
    [property: Id(0)] string Path,
    [property: Id(1)] ComponentKind Kind,
    [property: Id(2)] long AtNanoseconds,
    [property: Id(3)] long Handled,
    [property: Id(4)] string Digest,
    [property: Id(5)] IReadOnlyList<NamedValue> Fields)
{
    /// <summary>The value of a field, or <paramref name="otherwise"/> where the component has no such field.</summary>
    public long ValueOf(string name, long otherwise = 0)
    {
        foreach (var field in Fields)
        {
            if (string.Equals(field.Name, name, StringComparison.Ordinal))
            {
                return field.Value;
            }
        }

        return otherwise;
    }
}
