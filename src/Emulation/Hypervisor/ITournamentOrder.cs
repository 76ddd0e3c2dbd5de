namespace Xenisol.Emulation.Hypervisor;

/// <summary>The order of what stands in a <see cref="Tournament{TOrder}"/>.</summary>
internal interface ITournamentOrder
{
    /// <summary>Whether the entry of one place is greater than that of another; both have one.</summary>
    bool Exceeds(int place, int other);
}
