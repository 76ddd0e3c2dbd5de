using System.Text;

using Xenisol.Client.Tracing;

namespace Xenisol.Client.Timelines;

/// <content>What stands at the head of a trace: clocks, hosts, vCPUs, tracks and names.</content>
internal sealed partial class PerfettoWriter
{
    private const int ClockRealTime = 1;
    private const int ClockBootTime = 6;
    private const int InternedDataBegins = 1;

    /// <summary>Virtual time is the boot time of the trace; the calendar's is that of request traces.</summary>
    public void Clocks()
    {
        Begin(machine: 0, at: 0);
        Clock(ClockBootTime, 0);
        Clock(ClockRealTime, VirtualEpoch.UnixNanoseconds);
        _body.Enumeration(PerfettoFields.SnapshotPrimaryClock, ClockBootTime);
        End(PerfettoFields.PacketClockSnapshot);

        void Clock(int id, long at)
        {
            _part.Clear();
            _part.Integer(PerfettoFields.ClockId, id);
            _part.IntegerAlways(PerfettoFields.ClockTimestamp, at);
            _body.Message(PerfettoFields.SnapshotClocks, _part);
        }
    }

    /// <summary>Tells which host a machine of the trace is.</summary>
    public void Host(int machine, string name)
    {
        Begin(machine);
        _part.Clear();
        _part.Text(PerfettoFields.UtsnameSystem, name);
        _part.Text(PerfettoFields.UtsnameVersion, ProductVersion.Text);
        _part.Text(PerfettoFields.UtsnameRelease, "xenisol");
        _body.Message(PerfettoFields.SystemUtsname, _part);
        End(PerfettoFields.PacketSystemInfo);
    }

    /// <summary>Names a host's domains and vCPUs.</summary>
    public void Tree(int machine, IReadOnlyList<TimelineVcpu> vcpus)
    {
        Begin(machine, at: 0);
        foreach (var first in vcpus.Where(vcpu => vcpu.Tid == vcpu.Pid))
        {
            _part.Clear();
            _part.Integer(PerfettoFields.ProcessPid, first.Pid);
            _part.Text(PerfettoFields.ProcessCommandLine, first.Domain);
            _body.Message(PerfettoFields.TreeProcesses, _part);
        }

        foreach (var vcpu in vcpus)
        {
            _part.Clear();
            _part.Integer(PerfettoFields.ThreadTid, vcpu.Tid);
            _part.Integer(PerfettoFields.ThreadPid, vcpu.Pid);
            _part.Text(PerfettoFields.ThreadCommand, vcpu.Name);
            _part.Integer(PerfettoFields.ThreadIsMain, vcpu.Tid == vcpu.Pid ? 1 : 0);
            _body.Message(PerfettoFields.TreeThreads, _part);
        }

        End(PerfettoFields.PacketProcessTree);
    }

    /// <summary>A track of its own.</summary>
    public void Track(int machine, long track, string name)
    {
        Begin(machine);
        _packet.Integer(PerfettoFields.PacketSequence, SequenceOf(machine));
        _body.Integer(PerfettoFields.TrackId, track);
        _body.Text(PerfettoFields.TrackName, name);
        End(PerfettoFields.PacketTrackDescriptor);
    }

    /// <summary>The track of what happens to a vCPU.</summary>
    public void Track(int machine, in TimelineVcpu vcpu)
    {
        Begin(machine);
        _packet.Integer(PerfettoFields.PacketSequence, SequenceOf(machine));
        _part.Clear();
        _part.Integer(PerfettoFields.ThreadDescriptorPid, vcpu.Pid);
        _part.Integer(PerfettoFields.ThreadDescriptorTid, vcpu.Tid);
        _part.Text(PerfettoFields.ThreadDescriptorName, vcpu.Name);
        _body.Integer(PerfettoFields.TrackId, vcpu.Track);
        _body.Message(PerfettoFields.TrackThread, _part);
        End(PerfettoFields.PacketTrackDescriptor);
    }

    /// <summary>The names that a host's instants refer to; before the first of them.</summary>
    public void Names(int machine, IReadOnlyList<TimelineVcpu> vcpus)
    {
        Begin(machine);
        _packet.Integer(PerfettoFields.PacketSequence, SequenceOf(machine));
        _packet.Integer(PerfettoFields.PacketSequenceFlags, InternedDataBegins);
        foreach (var shown in Enum.GetValues<TimelineEvent>())
        {
            Name(PerfettoFields.InternedEventNames, (int)shown, TimelineNames.Of(shown));
        }

        foreach (var figure in Enum.GetValues<TimelineFigure>())
        {
            Name(PerfettoFields.InternedAnnotationNames, (int)figure, TimelineNames.Of(figure));
        }

        foreach (var vcpu in vcpus)
        {
            Name(PerfettoFields.InternedTexts, vcpu.Tid, vcpu.FullName);
        }

        End(PerfettoFields.PacketInternedData);

        void Name(int field, int id, string text)
        {
            _entry.Clear();
            _entry.Integer(PerfettoFields.EntryId, id);
            _entry.Bytes(PerfettoFields.EntryText, Encoding.UTF8.GetBytes(text));
            _body.Message(field, _entry);
        }
    }
}
