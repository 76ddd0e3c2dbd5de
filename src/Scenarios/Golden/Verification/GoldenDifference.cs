namespace Xenisol.Scenarios.Golden.Verification;

/// <summary>A number of a golden file that the emulation does not reproduce.</summary>
/// <param name="Engine">Whose results, such as <c>xen-4.23-dev</c>.</param>
/// <param name="Where">The path within that engine's results, such as <c>vcpus[2]</c>.</param>
/// <param name="What">The field, such as <c>runtime_ns</c>.</param>
/// <param name="Expected">What the file says.</param>
/// <param name="Got">What the emulation gave.</param>
public sealed record GoldenDifference(string Engine, string Where, string What, string Expected, string Got)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Engine}: {(Where.Length == 0 ? What : $"{Where}.{What}")}: expected {Expected}, got {Got}";
}
