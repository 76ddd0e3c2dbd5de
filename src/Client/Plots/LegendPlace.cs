namespace Xenisol.Client.Plots;

/// <summary>Where a legend stands in its chart.</summary>
internal enum LegendPlace
{
    /// <summary>Upper left.</summary>
    UpperLeft,

    /// <summary>Upper right.</summary>
    UpperRight,

    /// <summary>Lower left.</summary>
    LowerLeft,

    /// <summary>Lower right.</summary>
    LowerRight,

    /// <summary>None: another chart of the figure has the same.</summary>
    None,
}
