namespace Xenisol.Emulation.Network;

/// <summary>A bulk stream of the run.</summary>
/// <param name="Number">Its number in the run.</param>
/// <param name="Sender">The identity of the domain or remote machine that sends the data.</param>
/// <param name="Receiver">The identity of the one that receives it.</param>
internal sealed record StreamFlow(int Number, int Sender, int Receiver);
