using Xenisol.Emulation.Randomness;

namespace Xenisol.Emulation.Tests.Randomness;

public sealed class StableHashTests
{
    /// <summary>Source: the test vectors of Fowler, Noll and Vo.</summary>
    [Theory]
    [InlineData("", 0xcbf29ce484222325UL)]
    [InlineData("a", 0xaf63dc4c8601ec8cUL)]
    [InlineData("foobar", 0x85944171f73967e8UL)]
    public void Hashes_equal_the_published_vectors(string text, ulong expected) =>
        Assert.Equal(expected, StableHash.Of(text));
}
