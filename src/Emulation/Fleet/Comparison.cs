namespace Xenisol.Emulation.Fleet;

/// <summary>How a result is compared with a promise's limit.</summary>
public enum Comparison
{
    /// <summary>Less than the limit.</summary>
    Below,

    /// <summary>Not more than the limit.</summary>
    AtMost,

    /// <summary>Greater than the limit.</summary>
    Above,

    /// <summary>Not less than the limit.</summary>
    AtLeast,
}
