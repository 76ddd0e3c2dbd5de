namespace Xenisol.Emulation.Fleet;

/// <summary>How requests arrive.</summary>
public enum ArrivalKind
{
    /// <summary>At a constant gap.</summary>
    Constant,

    /// <summary>With exponentially distributed gaps.</summary>
    Poisson,

    /// <summary>As recorded.</summary>
    Trace,
}
