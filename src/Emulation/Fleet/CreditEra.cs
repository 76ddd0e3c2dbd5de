namespace Xenisol.Emulation.Fleet;

/// <summary>Which Xen a credit scheduler is taken from.</summary>
public enum CreditEra
{
    /// <summary>4.23-dev: exact debits, rate limits, one idler tickled.</summary>
    Xen423,

    /// <summary>4.0.0 of 2010: exact debits, all idlers tickled, no rate limit.</summary>
    Xen40,

    /// <summary>3.4.0 of 2009: whoever runs at a tick pays for all of it.</summary>
    Xen34,

    /// <summary>3.3.0 of 2008: as 3.4; accounting inside the master's tick, and idle cores look for work every
    /// timeslice.</summary>
    Xen33,
}
