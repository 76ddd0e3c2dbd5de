namespace Xenisol.Emulation.Fleet;

/// <summary>When the backend copies a guest's packet into its own memory.</summary>
public enum CopyMode
{
    /// <summary>At once.</summary>
    Always,
}
