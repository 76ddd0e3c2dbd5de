namespace Xenisol.Scenarios.Golden.Htb;

/// <summary>A source of packets for one class.</summary>
/// <param name="Name">Its name in the golden file.</param>
/// <param name="ClassId">The leaf; 0 bypasses the tree, −1 leaves the choice to the default class.</param>
/// <param name="PacketBytes">Length of each packet.</param>
/// <param name="Start">First packet, in ns.</param>
/// <param name="Stop">No packet from here on, in ns.</param>
/// <param name="Interval">Time between packets or bursts in ns; 0 keeps the class always backlogged.</param>
/// <param name="PacketsPerBurst">Packets at each instant.</param>
internal sealed record HtbFlow(
    string Name, int ClassId, long PacketBytes, long Start, long Stop, long Interval, int PacketsPerBurst)
{
    public bool Backlogged => Interval == 0;
}
