namespace Xenisol.Emulation.Engine;

/// <summary>A message on its way to another timeline; its order was fixed by the source.</summary>
/// <param name="Timeline">The index of the timeline it goes to.</param>
/// <param name="Envelope">The message and its place: phase <see cref="Phase.Arrival"/>, rank the source
/// timeline.</param>
public readonly record struct RemoteMessage(int Timeline, Envelope Envelope);
