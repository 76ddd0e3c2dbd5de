namespace Xenisol.Emulation.Hypervisor.Sedf;

/// <summary>In which kind of time a vCPU runs.</summary>
internal enum SedfTime
{
    /// <summary>Its guaranteed slice.</summary>
    Guaranteed,

    /// <summary>Extra time that compensates a short block (L0).</summary>
    Penalty,

    /// <summary>Extra time by utilisation or weight (L1).</summary>
    Utilisation,
}
