using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Engine;

/// <summary>
/// Sees a timeline at work without touching it: traces, message dumps. Nothing it does changes the run.
/// </summary>
public interface IWatcher
{
    /// <summary>Whether <see cref="Handled"/> is to be called for every message.</summary>
    bool WantsMessages { get; }

    /// <summary>A message is about to be handled by its target.</summary>
    void Handled(in Envelope envelope);

    /// <summary>A component reports something of interest.</summary>
    /// <param name="at">When.</param>
    /// <param name="source">The component.</param>
    /// <param name="observation">What; its target is <see cref="Message.Watcher"/>.</param>
    void Observed(VirtualTime at, int source, in Message observation);
}
