namespace Xenisol.Client.Timelines;

/// <summary>Numbers of the fields of Perfetto's <c>perfetto_trace.proto</c> that timelines use, by message.</summary>
internal static class PerfettoFields
{
    /// <summary>Of Trace.</summary>
    public const int TracePacket = 1;

    // Of TracePacket.
    public const int PacketClockSnapshot = 6;
    public const int PacketTimestamp = 8;
    public const int PacketSequence = 10;
    public const int PacketTrackEvent = 11;
    public const int PacketInternedData = 12;
    public const int PacketSequenceFlags = 13;
    public const int PacketSystemInfo = 45;
    public const int PacketTrackDescriptor = 60;
    public const int PacketMachine = 98;
    public const int PacketTaskState = 117;
    public const int PacketProcessTree = 122;

    // Of ClockSnapshot and its Clock.
    public const int SnapshotClocks = 1;
    public const int SnapshotPrimaryClock = 2;
    public const int ClockId = 1;
    public const int ClockTimestamp = 2;

    // Of SystemInfo and Utsname.
    public const int SystemUtsname = 1;
    public const int UtsnameSystem = 1;
    public const int UtsnameVersion = 2;
    public const int UtsnameRelease = 3;

    // Of GenericKernelProcessTree, its Process and its Thread.
    public const int TreeProcesses = 1;
    public const int TreeThreads = 2;
    public const int ProcessPid = 1;
    public const int ProcessCommandLine = 3;
    public const int ThreadTid = 1;
    public const int ThreadPid = 2;
    public const int ThreadCommand = 3;
    public const int ThreadIsMain = 4;

    // Of GenericKernelTaskStateEvent.
    public const int TaskCpu = 1;
    public const int TaskTid = 3;
    public const int TaskState = 4;

    // Of TrackDescriptor and ThreadDescriptor.
    public const int TrackId = 1;
    public const int TrackName = 2;
    public const int TrackThread = 4;
    public const int ThreadDescriptorPid = 1;
    public const int ThreadDescriptorTid = 2;
    public const int ThreadDescriptorName = 5;

    // Of TrackEvent and DebugAnnotation.
    public const int EventAnnotations = 4;
    public const int EventType = 9;
    public const int EventNameId = 10;
    public const int EventTrack = 11;
    public const int EventFlows = 47;
    public const int EventEndingFlows = 48;
    public const int AnnotationNameId = 1;
    public const int AnnotationInteger = 4;
    public const int AnnotationTextId = 17;

    // Of InternedData, and of each of its entries.
    public const int InternedEventNames = 2;
    public const int InternedAnnotationNames = 3;
    public const int InternedTexts = 29;
    public const int EntryId = 1;
    public const int EntryText = 2;
}
