namespace Xenisol.Emulation.Hypervisor.Credit;

/// <summary>The priorities of the credit scheduler; the higher number runs first.</summary>
internal static class CreditPriority
{
    /// <summary>An EDF-vCPU with budget, in the hybrid scheduler only.</summary>
    public const int Edf = 1;

    /// <summary>Woken while it had credit.</summary>
    public const int Boost = 0;

    /// <summary>Has credit.</summary>
    public const int Under = -1;

    /// <summary>Has used up its credit.</summary>
    public const int Over = -2;

    /// <summary>Nothing to run.</summary>
    public const int Idle = -64;
}
