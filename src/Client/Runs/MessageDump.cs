using System.Globalization;
using System.Text;

using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Grains;

namespace Xenisol.Client.Runs;

/// <summary>
/// Writes every handled message as one line: nanoseconds, component, kind, port, both payload words, and its place in
/// the order (phase, rank, sequence), separated by tabs.
/// </summary>
internal sealed class MessageDump : IDisposable
{
    public const string Header =
        "# xenisol messages 1: nanoseconds, component, kind, port, a, b, phase, rank, sequence";

    private readonly StreamWriter _writer;
    private readonly IReadOnlyList<ComponentInfo> _components;

    public MessageDump(Stream stream, IReadOnlyList<ComponentInfo> components)
    {
        _writer = new StreamWriter(stream, new UTF8Encoding(false), bufferSize: 1 << 16, leaveOpen: true)
        {
            NewLine = "\n",
        };
        _components = components;
        _writer.WriteLine(Header);
    }

    /// <exception cref="IOException">The disk is full.</exception>
    public void Take(IReadOnlyList<WatchedMessage> seen)
    {
        foreach (var message in seen)
        {
            if (message.IsObservation)
            {
                continue;
            }

            MessageOrder order = new(VirtualTime.FromNanoseconds(message.AtNanoseconds), message.Place);
            _writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{message.AtNanoseconds}\t{_components[message.Component].Path}\t{message.Kind}\t{message.Port}\t"
                + $"{message.A}\t{message.B}\t{order.Phase}\t{order.Rank}\t{order.Sequence}"));
        }
    }

    public void Dispose() => _writer.Dispose();
}
