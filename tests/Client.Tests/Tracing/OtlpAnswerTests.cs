using Google.Protobuf;

using Xenisol.Client.Tracing;

namespace Xenisol.Client.Tests.Tracing;

public class OtlpAnswerTests
{
    [Fact]
    public void Rejected_spans_of_a_partial_success_are_counted()
    {
        using MemoryStream inner = new();
        using (CodedOutputStream message = new(inner, leaveOpen: true))
        {
            message.WriteTag(1, WireFormat.WireType.Varint);
            message.WriteInt64(300);
            message.WriteTag(2, WireFormat.WireType.LengthDelimited);
            message.WriteString("too many");
        }

        using MemoryStream outer = new();
        using (CodedOutputStream message = new(outer, leaveOpen: true))
        {
            message.WriteTag(1, WireFormat.WireType.LengthDelimited);
            message.WriteBytes(ByteString.CopyFrom(inner.ToArray()));
        }

        Assert.Equal(300, OtlpAnswer.RejectedSpans(outer.ToArray()));
    }

    [Fact]
    public void An_empty_or_foreign_answer_rejects_nothing()
    {
        Assert.Equal(0, OtlpAnswer.RejectedSpans([]));
        Assert.Equal(0, OtlpAnswer.RejectedSpans("{}"u8));
        Assert.Equal(0, OtlpAnswer.RejectedSpans([0x0A, 0xFF]));
    }
}
