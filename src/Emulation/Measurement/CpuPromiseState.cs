namespace Xenisol.Emulation.Measurement;

/// <summary>What changes about a <see cref="CpuPromiseMeter"/>; nanoseconds throughout, no padding.</summary>
internal struct CpuPromiseState
{
    /// <summary>1 while the vCPU has work that is not done.</summary>
    public long Pending;

    /// <summary>Known work that is not done; long.MaxValue if it has no end.</summary>
    public long Work;

    /// <summary>When the open window, or the part of it after an idle time, began; meaningful while pending.</summary>
    public long WindowStart;

    /// <summary>When the open window ends; while idle, when the last one ends.</summary>
    public long WindowEnd;

    /// <summary>What was owed at <see cref="WindowStart"/>; while idle, what the last window has left.</summary>
    public long Owed;

    /// <summary>CPU time delivered since <see cref="WindowStart"/>.</summary>
    public long InWindow;

    /// <summary>Overheads of its own on its cores since <see cref="WindowStart"/>, where they count.</summary>
    public long Overhead;

    /// <summary>Work that came since <see cref="WindowStart"/> too late to be done by its end.</summary>
    public long Late;

    /// <summary>Since when the vCPU is on a core; long.MaxValue while it is not.</summary>
    public long RunningSince;

    public long Windows;
    public long Kept;
    public long Entitled;
    public long Delivered;
}
