namespace Xenisol.Client.Timelines;

/// <summary>The states of Perfetto's GenericKernelTaskStateEvent that a vCPU takes.</summary>
internal enum TaskState
{
    /// <summary>It has work and waits for a core.</summary>
    Runnable = 2,

    /// <summary>It is on a core.</summary>
    Running = 3,

    /// <summary>It has no work.</summary>
    InterruptibleSleep = 4,

    /// <summary>It has work, but its policy keeps it off the cores; or the run is over.</summary>
    Stopped = 6,
}
