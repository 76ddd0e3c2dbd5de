namespace Xenisol.Client.Timelines;

/// <summary>Where a vCPU stands.</summary>
internal struct VcpuCourse
{
    /// <summary>It has no work.</summary>
    public bool Blocked;

    /// <summary>Its policy keeps it off the cores.</summary>
    public bool Paused;

    /// <summary>It holds <see cref="Core"/>.</summary>
    public bool OnCore;

    /// <summary>The core that it holds or held last; 0 before the first.</summary>
    public int Core;

    /// <summary>What it is while it holds no core.</summary>
    public readonly TaskState OffCore =>
        Blocked ? TaskState.InterruptibleSleep : Paused ? TaskState.Stopped : TaskState.Runnable;
}
