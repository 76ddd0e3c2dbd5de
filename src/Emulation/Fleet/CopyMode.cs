namespace Xenisol.Emulation.Fleet;

/// <summary>When the backend copies a guest's frame into its own memory, and with that answers the guest's slot.
/// </summary>
public enum CopyMode
{
    /// <summary>At once.</summary>
    Always,

    /// <summary>Only what is still inside after half a second; a slot is answered when its frame is gone.</summary>
    Delayed,

    /// <summary>At once if the token buckets will hold the frame, else as <see cref="Delayed"/>, but what they hold
    /// against expectation is copied after milliseconds.</summary>
    Adaptive,
}
