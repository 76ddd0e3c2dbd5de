using System.Text.Json;
using System.Text.Json.Serialization;
using Xenisol.Emulation.Pricing;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>Writes a plan as JSON and reads it back: how a plan travels to the silos and into checkpoints.</summary>
public static class RunPlanJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters =
        {
            new WholeNumber<Duration>(duration => duration.Nanoseconds, Duration.FromNanoseconds),
            new WholeNumber<VirtualTime>(time => time.Nanoseconds, VirtualTime.FromNanoseconds),
            new WholeNumber<Money>(money => money.Micros, Money.FromMicros),
            new JsonStringEnumConverter(),
        },
    };

    /// <summary>The plan as UTF-8 JSON.</summary>
    public static byte[] Write(RunPlan plan) => JsonSerializer.SerializeToUtf8Bytes(plan, Options);

    /// <summary>The plan that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The text is no plan.</exception>
    public static RunPlan Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<RunPlan>(json, Options) ?? throw new InvalidDataException("The plan is null.");

    private sealed class WholeNumber<T>(Func<T, long> write, Func<long, T> read) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            read(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(write(value));
    }
}
