namespace Xenisol.Scenarios.Golden.Verification;

/// <summary>How well the emulation reproduces a golden file.</summary>
public enum GoldenConformity
{
    /// <summary>Every number, with difference 0.</summary>
    Exact,

    /// <summary>Every number within the tolerance that the file states.</summary>
    WithinTolerance,

    /// <summary>At least one number differs.</summary>
    Different,
}
