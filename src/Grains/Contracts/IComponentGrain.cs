using Orleans.Concurrency;

namespace Xenisol.Grains;

/// <summary>
/// What every component's actor does. Key: <c>run/host/kind/name</c>. In granularity <c>component</c> it holds the
/// component and handles its messages; in granularity <c>host</c> it reads the component's state from its host.
/// </summary>
public interface IComponentGrain : IGrainWithStringKey
{
    /// <summary>How the component is at the last boundary: the same answer in both granularities.</summary>
    /// <exception cref="RunFailedException">There is no such run or component.</exception>
    [Alias("GetState")]
    Task<ComponentState> GetState();

    /// <summary>Makes the grain hold the component, as it is before its first message.</summary>
    /// <param name="epoch">The epoch of the run.</param>
    [Alias("Attach")]
    [AlwaysInterleave]
    Task Attach(long epoch);

    /// <summary>
    /// Handles messages of one instant and phase, in order, and answers in order. Interleaves, since a question that
    /// waits for a boundary must not keep the boundary from coming; no handler waits, so nothing interleaves within it.
    /// </summary>
    /// <exception cref="RunFailedException">The component lost its state, or belongs to another epoch.</exception>
    [Alias("Handle")]
    [AlwaysInterleave]
    [ResponseTimeout("00:00:10")]
    Task<Immutable<TimestampedMessage[]>> Handle(Handover handover, Immutable<TimestampedMessage[]> messages);

    /// <summary>The state that the grain holds.</summary>
    /// <exception cref="RunFailedException">The component lost its state, or belongs to another epoch.</exception>
    [Alias("Save")]
    [AlwaysInterleave]
    [ResponseTimeout("00:00:10")]
    Task<byte[]> Save(Handover handover);

    /// <summary>Replaces the state that the grain holds by a saved one.</summary>
    [Alias("Load")]
    [AlwaysInterleave]
    [ResponseTimeout("00:00:10")]
    Task Load(long epoch, byte[] state);

    /// <summary>Lets the component go.</summary>
    [Alias("Detach")]
    [AlwaysInterleave]
    Task Detach(long epoch);
}
