using Xenisol.Emulation.Randomness;

namespace Xenisol.Emulation.Guests;

/// <summary>Where the random streams of a domain's disk applications come from.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Domain">The path of the domain.</param>
internal sealed record DiskDraws(ulong Seed, string Domain)
{
    /// <summary>The stream of an application for a purpose.</summary>
    public RandomStream Stream(int application, string purpose) => new(Seed, Domain, $"disk-{application}-{purpose}");
}
