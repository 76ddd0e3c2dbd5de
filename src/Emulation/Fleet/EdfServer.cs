namespace Xenisol.Emulation.Fleet;

/// <summary>How an EDF-vCPU's reservation is served.</summary>
public enum EdfServer
{
    /// <summary>Constant-bandwidth server that waits for its deadline once its slice is used up (as Linux
    /// SCHED_DEADLINE).</summary>
    Hard,

    /// <summary>Constant-bandwidth server that goes on at once under a later deadline (Abeni and Buttazzo).</summary>
    Soft,

    /// <summary>No budget: the deadline is that of the job which the guest announces.</summary>
    Job,

    /// <summary>Variable-bandwidth server: each action of the guest has a slice and a period of its own.</summary>
    Variable,
}
