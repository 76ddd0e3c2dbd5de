using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Tests.Engine;

public sealed class MessageDigestTests
{
    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(long.MinValue, long.MaxValue)]
    public void Negative_words_of_a_payload_are_chained(long a, long b)
    {
        var digest = Chain(a, b);

        Assert.NotEqual(Chain(0, 0), digest);
        Assert.Equal(Chain(a, b), digest);
    }

    private static ulong Chain(long a, long b)
    {
        var digest = default(MessageDigest);
        digest.Chain(new Envelope(default, new Message(1, MessageKind.Chain, 0, a, b)));
        return digest.Value;
    }
}
