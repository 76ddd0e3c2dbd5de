using System.Text;

using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Xenisol.Client.Tests.Timelines;

/// <summary>
/// Decodes a trace by the descriptors that protoc made of Google's perfetto_trace.proto. A field that the schema does
/// not know, of another wire type, or an unknown value of an enumeration is an error.
/// </summary>
internal sealed class PerfettoSchema
{
    private readonly Dictionary<string, Dictionary<int, FieldDescriptorProto>> _messages = [];
    private readonly Dictionary<string, Dictionary<int, string>> _enumerations = [];

    public PerfettoSchema()
    {
        using var stream = typeof(PerfettoSchema).Assembly.GetManifestResourceStream("perfetto.descriptors")!;
        var file = FileDescriptorSet.Parser.ParseFrom(stream).File.Single();
        foreach (var message in file.MessageType)
        {
            Add($".{file.Package}", message);
        }

        file.EnumType.ToList().ForEach(enumeration => Add($".{file.Package}", enumeration));
    }

    public PerfettoMessage Decode(byte[] trace) => Decode(".perfetto.protos.Trace", trace);

    private void Add(string scope, DescriptorProto message)
    {
        var name = $"{scope}.{message.Name}";
        _messages.Add(name, message.Field.ToDictionary(field => field.Number));
        message.NestedType.ToList().ForEach(nested => Add(name, nested));
        message.EnumType.ToList().ForEach(enumeration => Add(name, enumeration));
    }

    // Aliases share a number; any of their names will do.
    private void Add(string scope, EnumDescriptorProto enumeration) =>
        _enumerations.Add($"{scope}.{enumeration.Name}", enumeration.Value
            .GroupBy(value => value.Number).ToDictionary(group => group.Key, group => group.First().Name));

    private PerfettoMessage Decode(string type, byte[] bytes)
    {
        PerfettoMessage message = new();
        CodedInputStream input = new(bytes);
        while (input.ReadTag() is var tag and not 0)
        {
            var field = _messages[type][WireFormat.GetTagFieldNumber(tag)];
            message.Add(field.Name, Value(field, WireFormat.GetTagWireType(tag), input));
        }

        return message;
    }

    private object Value(FieldDescriptorProto field, WireFormat.WireType wire, CodedInputStream input)
    {
        var expected = field.Type switch
        {
            FieldDescriptorProto.Types.Type.Message or FieldDescriptorProto.Types.Type.String
                or FieldDescriptorProto.Types.Type.Bytes => WireFormat.WireType.LengthDelimited,
            FieldDescriptorProto.Types.Type.Fixed64 => WireFormat.WireType.Fixed64,
            _ => WireFormat.WireType.Varint,
        };
        Assert.Equal(expected, wire);
        return field.Type switch
        {
            FieldDescriptorProto.Types.Type.Message => Decode(field.TypeName, input.ReadBytes().ToByteArray()),
            FieldDescriptorProto.Types.Type.String => input.ReadString(),
            FieldDescriptorProto.Types.Type.Bytes => Encoding.UTF8.GetString(input.ReadBytes().Span),
            FieldDescriptorProto.Types.Type.Enum => _enumerations[field.TypeName][input.ReadEnum()],
            FieldDescriptorProto.Types.Type.Fixed64 => (long)input.ReadFixed64(),
            FieldDescriptorProto.Types.Type.Bool => input.ReadBool() ? 1L : 0L,
            FieldDescriptorProto.Types.Type.Int32 or FieldDescriptorProto.Types.Type.Int64 => input.ReadInt64(),
            FieldDescriptorProto.Types.Type.Uint32 or FieldDescriptorProto.Types.Type.Uint64 =>
                checked((long)input.ReadUInt64()),
            _ => throw new InvalidDataException($"{field.Name} has type {field.Type}."),
        };
    }
}
