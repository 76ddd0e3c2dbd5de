using CsCheck;
using Xenisol.Emulation.Network;

namespace Xenisol.Emulation.Tests.Network;

public sealed class PacketProperties
{
    private static readonly Gen<Packet> Any = Gen.Select(
        Gen.Enum<PacketKind>(),
        Gen.Bool,
        Gen.Int[0, 65_535],
        Gen.Select(Gen.Int[0, Packet.MaxComponent], Gen.Int[0, Packet.MaxComponent]),
        Gen.UInt,
        Gen.UInt).Select((kind, last, bytes, ends, number, sequence) =>
            new Packet(kind, last, bytes, ends.Item1, ends.Item2, number, sequence));

    [Fact]
    public void Unpacking_gives_what_was_packed() => Any.Sample(packet => packet.Pack().Unpack() == packet);

    [Fact]
    public void Request_and_reply_have_the_same_request_id() => Any.Sample(packet =>
        (packet with { Kind = PacketKind.Request }).RequestId
        == (packet with
        {
            Kind = PacketKind.Reply,
            Source = packet.Destination,
            Destination = packet.Source,
        }).RequestId);

    [Theory]
    [InlineData(1_514, 1_000_000_000, 12_304)]
    [InlineData(60, 1_000_000_000, 672)]
    [InlineData(1, 1_000_000_000, 672)]
    [InlineData(1_514, 10_000_000_000, 1_231)]
    public void A_frame_occupies_its_bytes_and_24_more_rounded_up(int bytes, long rate, long nanoseconds) =>
        Assert.Equal(nanoseconds, Packet.WireTime(bytes, rate).Nanoseconds);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1_448, 1)]
    [InlineData(1_449, 2)]
    [InlineData(8_192, 6)]
    public void A_payload_has_as_many_segments_as_it_needs(long bytes, long segments) =>
        Assert.Equal(segments, Packet.SegmentsOf(bytes));
}
