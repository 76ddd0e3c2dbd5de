namespace Xenisol.Client.Tests.Runs;

/// <summary>Tests that start silos, one after another: two cores do not profit from more.</summary>
[CollectionDefinition(Name)]
public sealed class SiloCollection
{
    public const string Name = "silos";
}
