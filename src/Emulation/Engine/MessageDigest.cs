namespace Xenisol.Emulation.Engine;

/// <summary>
/// A 64-bit chain over messages: each step multiplies to 128 bits and folds, as in wyhash. Not cryptographic: it
/// finds differences, not adversaries.
/// </summary>
public struct MessageDigest
{
    private const ulong First = 0xa0761d6478bd642fUL;
    private const ulong Second = 0xe7037ed1a0b428dbUL;
    private const ulong Third = 0x8ebc6af09c88c6e3UL;

    /// <summary>The chain so far.</summary>
    public ulong Value { readonly get; private set; }

    /// <summary>Chains order, kind and payload of a message.</summary>
    public void Chain(in Envelope envelope)
    {
        ref readonly var message = ref envelope.Message;
        var kindAndPort = ((ulong)message.Kind << 16) | message.Port;
        var order = Fold(
            (ulong)envelope.Order.At.Nanoseconds ^ First ^ Value,
            envelope.Order.Place ^ Second);

        // A negative word is as good a bit pattern as any.
        var payload = Fold(unchecked((ulong)message.A) ^ Third, unchecked((ulong)message.B) ^ First);

        // Kind and port join a word that is already mixed: beside a bare payload word, one bit of the kind and one bit
        // of the payload would cancel each other.
        Value = Fold(order ^ Second ^ kindAndPort, payload ^ Third ^ Value);
    }

    /// <summary>Chains one number, as the run does with its components' digests.</summary>
    public void Chain(ulong number) => Value = Fold(Value ^ First, number ^ Second);

    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out _);
        var low = unchecked(left * right);

        // Adding the operands keeps a zero operand from swallowing the other one; wrapping is the point of a hash.
        return unchecked(high ^ low ^ (left + right));
    }
}
