namespace Xenisol.Emulation.EventChannels;

/// <summary>Where a scan of the pending bits begins.</summary>
public enum ScanOrder
{
    /// <summary>
    /// After the port that was handled last, wrapping: every port gets its turn (Ongaro et al., 2008).
    /// </summary>
    Resumed,

    /// <summary>At the lowest port, always (Xen 3 as of 2007): low ports win.</summary>
    LowestFirst,
}
