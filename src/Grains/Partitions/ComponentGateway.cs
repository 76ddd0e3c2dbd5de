using Orleans.Concurrency;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;
using Xenisol.Grains.Components;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Partitions;

/// <summary>
/// Reaches components that live in their own grains. Called by the partition's thread only, which may block; it counts
/// what each component has handled, so that a grain that lost its state is noticed.
/// </summary>
internal sealed class ComponentGateway : IComponentGateway
{
    private const int AttachedAtOnce = 64;

    private readonly RunContext _run;
    private readonly IComponentGrain?[] _grains;
    private readonly long[] _handled;
    private long _now;

    public ComponentGateway(RunContext run)
    {
        _run = run;
        _grains = new IComponentGrain?[run.World.Components.Count];
        _handled = new long[_grains.Length];
    }

    /// <summary>Activates the grains of a partition's components.</summary>
    public async Task Attach(IGrainFactory grains, int partition)
    {
        var pending = new List<Task>();
        foreach (var component in _run.World.Components)
        {
            if (_run.PartitionOf(component) != partition)
            {
                continue;
            }

            var grain = ComponentGrains.Get(grains, component.Kind, GrainKeys.Component(_run.Run, component));
            _grains[component.Id] = grain;
            pending.Add(grain.Attach(_run.Layout.Epoch));
            if (pending.Count == AttachedAtOnce)
            {
                await Task.WhenAll(pending);
                pending.Clear();
            }
        }

        await Task.WhenAll(pending);
    }

    public Task Detach() =>
        Task.WhenAll(_grains.OfType<IComponentGrain>().Select(grain => grain.Detach(_run.Layout.Epoch)));

    public void Handle(int component, ReadOnlySpan<Envelope> envelopes, Outbox answers)
    {
        _now = answers.Now.Nanoseconds;
        var messages = new TimestampedMessage[envelopes.Length];
        for (var i = 0; i < messages.Length; i++)
        {
            messages[i] = TimestampedMessage.From(envelopes[i]);
        }

        var handover = new Handover(_run.Layout.Epoch, _handled[component], _now, answers.Watched);
        var answer = Wait(component, Grain(component).Handle(handover, new Immutable<TimestampedMessage[]>(messages)));
        _handled[component] += messages.Length;
        foreach (var message in answer.Value)
        {
            answers.Add(message.ToEmission());
        }
    }

    public byte[] Save(int component) =>
        Wait(
            component,
            Grain(component).Save(new Handover(_run.Layout.Epoch, _handled[component], _now, Watched: false)));

    public void Load(int component, byte[] state)
    {
        _handled[component] = ComponentStates.Load(_run.World, component, state).Handled;
        Grain(component).Load(_run.Layout.Epoch, state).GetAwaiter().GetResult();
    }

    private IComponentGrain Grain(int component)
    {
        var grain = _grains[component];
        Invariant.Holds(grain is not null);
        return grain;
    }

    private T Wait<T>(int component, Task<T> call)
    {
        try
        {
            return call.GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is TimeoutException or OrleansException)
        {
            throw new RunFailedException(
                $"Component {_run.World.Components[component].Path} did not answer at "
                + $"{VirtualTime.FromNanoseconds(_now)}: {error.Message}",
                error);
        }
    }
}
