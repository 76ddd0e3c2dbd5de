using System.IO.Compression;

using Xenisol.Client.Reports;
using Xenisol.Emulation.Fleet;
using Xenisol.Grains;

namespace Xenisol.Client.Timelines;

/// <summary>
/// Writes a timeline while the run goes on. A file that cannot be written is given up; the run goes on, and the fault
/// is reported at its end.
/// </summary>
internal sealed class TimelineFile : IDisposable
{
    public const string CompressedSuffix = ".gz";

    private readonly string _name;
    private readonly Stream _stream;
    private readonly World _world;
    private readonly PerfettoWriter _writer;
    private readonly HostTimeline[] _hosts;
    private readonly TimelineTally _tally = new();
    private bool _complete;

    /// <param name="name">The file's name; one that ends in .gz is compressed.</param>
    /// <param name="file">Where to write; it belongs to whoever opened it.</param>
    /// <param name="world">The layout of the run.</param>
    public TimelineFile(string name, Stream file, World world)
    {
        _name = name;
        _world = world;
        _stream = name.EndsWith(CompressedSuffix, StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true)
            : file;
        _writer = new PerfettoWriter(_stream);
        _hosts = TimelineLayout.Hosts(world, _writer, _tally);
        Try(Begin);
    }

    /// <summary>What went wrong; null if nothing did.</summary>
    public string? Fault { get; private set; }

    public TimelineCounts Counts => _tally.Counts(_complete);

    public void Take(IReadOnlyList<WatchedMessage> seen) => Try(() =>
    {
        foreach (var message in seen)
        {
            var wanted = message.IsObservation
                ? TimelineKinds.ShowsObservation(message.Kind)
                : TimelineKinds.ShowsMessage(message.Kind);
            if (wanted)
            {
                _hosts[_world.TimelineOf(message.Component)].Take(message);
            }
        }
    });

    /// <summary>Ends the timeline.</summary>
    /// <param name="endNanoseconds">The boundary at which the run ended.</param>
    public void Complete(long endNanoseconds) => Try(() =>
    {
        foreach (var host in _hosts)
        {
            host.End(endNanoseconds);
        }

        _writer.Flush();
        Close();
        _complete = true;
    });

    public void Dispose() => Try(Close);

    private void Begin()
    {
        _writer.Clocks();
        for (var host = 0; host < _hosts.Length; host++)
        {
            _hosts[host].Begin(_world.Plan.Hosts[host].Name);
        }
    }

    /// <summary>Writes the end of a compressed file.</summary>
    private void Close()
    {
        if (_stream is GZipStream compressed && !_complete)
        {
            compressed.Dispose();
        }
    }

    private void Try(Action write)
    {
        if (Fault is not null)
        {
            return;
        }

        try
        {
            write();
        }
        catch (IOException fault)
        {
            Fault = $"--timeline {_name}: the timeline is incomplete: {fault.Message}";
        }
    }
}
