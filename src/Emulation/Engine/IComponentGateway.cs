namespace Xenisol.Emulation.Engine;

/// <summary>
/// Reaches components that live elsewhere, each in its own actor. The timeline then only orders and forwards; the
/// bytes are the same as when the components live in the timeline.
/// </summary>
public interface IComponentGateway
{
    /// <summary>Hands consecutive messages of one instant and phase to a component and collects its answers.</summary>
    /// <param name="component">The identity of the component.</param>
    /// <param name="envelopes">The messages, in order.</param>
    /// <param name="answers">Takes the answers, in order.</param>
    void Handle(int component, ReadOnlySpan<Envelope> envelopes, Outbox answers);

    /// <summary>The saved state of a component.</summary>
    byte[] Save(int component);

    /// <summary>Replaces the state of a component by a saved one.</summary>
    void Load(int component, byte[] state);
}
