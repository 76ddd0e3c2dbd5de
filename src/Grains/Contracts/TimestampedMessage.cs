using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Grains;

/// <summary>
/// What components exchange, as it travels between actors: the question's and the answer's form is the same.
/// </summary>
/// <param name="At">The instant in nanoseconds; <see cref="long.MaxValue"/> cancels a timer.</param>
/// <param name="Place">Phase, rank and, where it was already given, the sequence, packed as in the total order.</param>
/// <param name="Target">The identity of the component it goes to; −1 for whoever watches.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Port">A small number whose meaning depends on the kind.</param>
/// <param name="A">First word of the payload.</param>
/// <param name="B">Second word of the payload.</param>
/// <param name="Timer">An answer's own timer that it arms or cancels; −1 for none.</param>
[GenerateSerializer]
[Immutable]
[Alias("xenisol.message")]
public readonly record struct TimestampedMessage(
    [property: Id(0)] long At,
    [property: Id(1)] ulong Place,
    [property: Id(2)] int Target,
    [property: Id(3)] MessageKind Kind,
    [property: Id(4)] ushort Port,
    [property: Id(5)] long A,
    [property: Id(6)] long B,
    [property: Id(7)] short Timer)
{
    /// <summary>A message that is handed to a component.</summary>
    public static TimestampedMessage From(in Envelope envelope) =>
        new(
            envelope.Order.At.Nanoseconds,
            envelope.Order.Place,
            envelope.Message.Target,
            envelope.Message.Kind,
            envelope.Message.Port,
            envelope.Message.A,
            envelope.Message.B,
            Emission.NoTimer);

    /// <summary>An answer of a component; it has no sequence yet.</summary>
    public static TimestampedMessage From(in Emission emission) =>
        new(
            emission.At.Nanoseconds,
            MessageOrder.Pack(emission.Phase, emission.Rank, 0),
            emission.Message.Target,
            emission.Message.Kind,
            emission.Message.Port,
            emission.Message.A,
            emission.Message.B,
            emission.Timer);

    /// <summary>The message as the engine knows it.</summary>
    public Envelope ToEnvelope() => new(new MessageOrder(VirtualTime.FromNanoseconds(At), Place), Message);

    /// <summary>The answer as the engine knows it.</summary>
    public Emission ToEmission()
    {
        var order = new MessageOrder(VirtualTime.FromNanoseconds(At), Place);
        return new Emission(order.At, Message, order.Rank, Timer, order.Phase);
    }

    private Message Message => new(Target, Kind, Port, A, B);
}
