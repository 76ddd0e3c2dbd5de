using Xenisol.Client.Tracing;

namespace Xenisol.Client.Timelines;

/// <summary>Writes packets of a Perfetto trace as they come; holds one buffer's worth of them.</summary>
/// <remarks>
/// Perfetto's importer closes a slice only if the event that ends it names the core, though the schema calls the core
/// meaningless there; and it takes track events from a numbered sequence only, so each host has its own.
/// </remarks>
internal sealed partial class PerfettoWriter
{
    private const int BufferBytes = 1 << 16;
    private const int NeedsInternedData = 2;
    private const int TypeInstant = 3;

    private readonly Stream _stream;
    private readonly ProtobufWriter _buffer = new();
    private readonly ProtobufWriter _packet = new();
    private readonly ProtobufWriter _body = new();
    private readonly ProtobufWriter _part = new();
    private readonly ProtobufWriter _entry = new();

    public PerfettoWriter(Stream stream) => _stream = stream;

    /// <summary>A vCPU's new state.</summary>
    /// <param name="machine">The host's number; 0 if the trace has one host only.</param>
    /// <param name="at">When, in ns.</param>
    /// <param name="core">The core that it runs on, or leaves.</param>
    /// <param name="tid">The vCPU.</param>
    /// <param name="state">The new state.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void State(int machine, long at, int core, int tid, TaskState state)
    {
        Begin(machine, at);
        _body.IntegerAlways(PerfettoFields.TaskCpu, core);
        _body.Integer(PerfettoFields.TaskTid, tid);
        _body.Enumeration(PerfettoFields.TaskState, (int)state);
        End(PerfettoFields.PacketTaskState);
    }

    /// <summary>Something that happened on a track.</summary>
    /// <param name="machine">The host's number; 0 if the trace has one host only.</param>
    /// <param name="at">When, in ns.</param>
    /// <param name="track">The track.</param>
    /// <param name="shown">What.</param>
    /// <param name="figures">What is to be said of it.</param>
    /// <param name="begins">The flow that begins here; 0 for none.</param>
    /// <param name="ends">The flow that ends here; 0 for none.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Instant(
        int machine,
        long at,
        long track,
        TimelineEvent shown,
        ReadOnlySpan<TimelineAnnotation> figures,
        ulong begins = 0,
        ulong ends = 0)
    {
        Begin(machine, at);
        _packet.Integer(PerfettoFields.PacketSequence, SequenceOf(machine));
        _packet.Integer(PerfettoFields.PacketSequenceFlags, NeedsInternedData);
        foreach (var (name, value) in figures)
        {
            _part.Clear();
            _part.Integer(PerfettoFields.AnnotationNameId, (int)name);
            var kind = name == TimelineFigure.Vcpu ? PerfettoFields.AnnotationTextId : PerfettoFields.AnnotationInteger;
            _part.IntegerAlways(kind, value);
            _body.Message(PerfettoFields.EventAnnotations, _part);
        }

        _body.Enumeration(PerfettoFields.EventType, TypeInstant);
        _body.Enumeration(PerfettoFields.EventNameId, (int)shown);
        _body.Integer(PerfettoFields.EventTrack, track);
        Flow(PerfettoFields.EventFlows, begins);
        Flow(PerfettoFields.EventEndingFlows, ends);
        End(PerfettoFields.PacketTrackEvent);
    }

    /// <summary>Hands over what is buffered.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Flush()
    {
        _stream.Write(_buffer.Written);
        _buffer.Clear();
        _stream.Flush();
    }

    /// <summary>Sequences are numbered from 1.</summary>
    private static int SequenceOf(int machine) => machine + 1;

    private void Flow(int field, ulong flow)
    {
        if (flow != 0)
        {
            _body.Fixed64(field, flow);
        }
    }

    private void Begin(int machine)
    {
        _packet.Clear();
        _body.Clear();
        _packet.Integer(PerfettoFields.PacketMachine, machine);
    }

    private void Begin(int machine, long at)
    {
        Begin(machine);
        _packet.IntegerAlways(PerfettoFields.PacketTimestamp, at);
    }

    private void End(int field)
    {
        _packet.Message(field, _body);
        _buffer.Message(PerfettoFields.TracePacket, _packet);
        if (_buffer.Written.Length >= BufferBytes)
        {
            _stream.Write(_buffer.Written);
            _buffer.Clear();
        }
    }
}
