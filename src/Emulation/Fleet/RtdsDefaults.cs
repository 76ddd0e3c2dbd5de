using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>What Xen gives a vCPU under RTDS that was given nothing (<c>xen/common/sched/rt.c</c>).</summary>
public static class RtdsDefaults
{
    /// <summary>10 ms.</summary>
    public static Duration Period => Duration.FromMilliseconds(10);

    /// <summary>4 ms in each period.</summary>
    public static Duration Budget => Duration.FromMilliseconds(4);

    /// <summary>It goes on at a lower priority once its budget is used up.</summary>
    public static bool ExtraTime => true;
}
