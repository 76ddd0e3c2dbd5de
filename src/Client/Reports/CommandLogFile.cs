using System.Globalization;
using System.Text.Json;

using Xenisol.Emulation.Engine;
using Xenisol.Grains;

namespace Xenisol.Client.Reports;

/// <summary>The command log: one JSON object a line, in order; <c>run --replay</c> reads it.</summary>
internal static class CommandLogFile
{
    public static void Write(string path, IReadOnlyList<LoggedCommand> commands)
    {
        using var output = File.Create(path);
        foreach (var command in commands)
        {
            using (Utf8JsonWriter json = new(output))
            {
                WriteEntry(json, command);
            }

            output.WriteByte((byte)'\n');
        }
    }

    public static void WriteEntry(Utf8JsonWriter json, LoggedCommand command)
    {
        json.WriteStartObject();
        json.WriteNumber("position", command.Position);
        json.WriteNumber("atNanoseconds", command.AtNanoseconds);
        json.WriteString("component", command.Component);
        json.WriteString("kind", command.Kind.ToString());
        json.WriteNumber("port", command.Port);
        json.WriteNumber("a", command.A);
        json.WriteNumber("b", command.B);
        json.WriteEndObject();
    }

    /// <summary>Reads a log: its commands, each with the place where it stands, <c>file:line</c>.</summary>
    /// <exception cref="InvalidDataException">The file is missing or no log; the message says why.</exception>
    public static IReadOnlyList<(string Place, LoggedCommand Command)> Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: The command log cannot be read: {fault.Message}", fault);
        }

        List<(string Place, LoggedCommand Command)> commands = [];
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > 0)
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"{path}:{i + 1}");
                commands.Add((place, ReadEntry(lines[i], place)));
            }
        }

        return commands;
    }

    private static LoggedCommand ReadEntry(string line, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var entry = document.RootElement;
            var kind = entry.GetProperty("kind").GetString() ?? "";
            return Enum.TryParse<MessageKind>(kind, out var known)
                ? new LoggedCommand(
                    entry.GetProperty("position").GetInt32(),
                    entry.GetProperty("atNanoseconds").GetInt64(),
                    entry.GetProperty("component").GetString() ?? "",
                    known,
                    entry.GetProperty("port").GetUInt16(),
                    entry.GetProperty("a").GetInt64(),
                    entry.GetProperty("b").GetInt64())
                : throw new InvalidDataException(
                    $"{place}: '{kind}' is no kind of command; a log holds commands such as SetCredit or SetEdf.");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or FormatException
            or InvalidOperationException)
        {
            throw new InvalidDataException(
                $"{place}: This is no entry of a command log; each line must be a JSON object with position,"
                + " atNanoseconds, component, kind, port, a and b.",
                fault);
        }
    }
}
