using System.Globalization;
using Orleans.Concurrency;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Components;

/// <summary>
/// What all component grains share. Holds a logical process in granularity <c>component</c>, and only then; questions
/// are answered from the saved state at a boundary either way, so that both granularities answer alike.
/// </summary>
internal abstract class ComponentGrain : XenisolGrain, IComponentGrain
{
    private readonly Outbox _outbox = new();
    private LogicalProcess? _process;
    private long _epoch;

    protected ComponentGrain(RunDirectory directory)
        : base(directory)
    {
    }

    public async Task<ComponentState> GetState()
    {
        var run = await GetRun();
        var component = run.Component(Path);
        var captured = await Capture(run, component);
        return ComponentStates.Read(run.World, component, captured.AtNanoseconds, captured.States[0]);
    }

    public async Task Attach(long epoch)
    {
        var run = await GetRun();
        if (run.Layout.Epoch != epoch)
        {
            throw new RunFailedException($"Run {RunName} is at epoch {run.Layout.Epoch}, not {epoch}.");
        }

        _process = run.World.Create(run.Component(Path).Id);
        _epoch = epoch;

        // A grain that holds state is never collected while idle.
        DelayDeactivation(Timeout.InfiniteTimeSpan);
    }

    public Task<Immutable<TimestampedMessage[]>> Handle(Handover handover, Immutable<TimestampedMessage[]> messages)
    {
        var process = Held(handover);
        var first = messages.Value[0].ToEnvelope();
        _outbox.Watched = handover.Watched;
        _outbox.Begin(process.Id, first.Order.At, first.Order.Phase);
        foreach (var message in messages.Value)
        {
            process.Receive(message.ToEnvelope(), _outbox);
        }

        var emissions = _outbox.Emissions;
        var answers = new TimestampedMessage[emissions.Length];
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = TimestampedMessage.From(emissions[i]);
        }

        return Task.FromResult(new Immutable<TimestampedMessage[]>(answers));
    }

    public Task<byte[]> Save(Handover handover)
    {
        var state = StateTransfer.Save();
        Held(handover).Transfer(state);
        return Task.FromResult(state.ToArray());
    }

    public Task Load(long epoch, byte[] state)
    {
        var process = _process;
        if (process is null || _epoch != epoch)
        {
            throw new RunFailedException($"Component {Path} does not take part in epoch {epoch} of run {RunName}.");
        }

        var transfer = StateTransfer.Load(state);
        process.Transfer(transfer);
        transfer.Finish();
        return Task.CompletedTask;
    }

    public Task Detach(long epoch)
    {
        if (_process is not null && _epoch <= epoch)
        {
            _process = null;
            DeactivateOnIdle();
        }

        return Task.CompletedTask;
    }

    /// <summary>The component as it is at its partition's last boundary.</summary>
    protected async Task<(LogicalProcess Process, VirtualTime At)> Read()
    {
        var run = await GetRun();
        var component = run.Component(Path);
        var captured = await Capture(run, component);
        return (
            ComponentStates.Load(run.World, component.Id, captured.States[0]),
            VirtualTime.FromNanoseconds(captured.AtNanoseconds));
    }

    /// <summary>A command for this component.</summary>
    protected ComponentCommand CommandOf(MessageKind kind, int port, long a, long b = 0) =>
        new(Path, kind, checked((ushort)port), a, b);

    /// <summary>Gives the run commands that belong together.</summary>
    protected Task<IReadOnlyList<LoggedCommand>> Give(IReadOnlyList<ComponentCommand> commands) =>
        GrainFactory.GetGrain<IRunGrain>(RunName).CommandAll(commands);

    private Task<CapturedState> Capture(RunContext run, ComponentInfo component) =>
        GrainFactory.GetGrain<IPartitionGrain>(GrainKeys.Partition(RunName, run.PartitionOf(component)))
            .Capture(run.Layout.Epoch, component.Id);

    private LogicalProcess Held(in Handover handover)
    {
        if (_process is { } process && _epoch == handover.Epoch && process.Handled == handover.HandledBefore)
        {
            return process;
        }

        var found = _process is null ? "holds nothing"
            : _epoch != handover.Epoch ? $"belongs to epoch {_epoch}, not {handover.Epoch}"
            : $"has handled {_process.Handled}";
        throw new RunFailedException(string.Create(
            CultureInfo.InvariantCulture,
            $"Component {Path} lost its state at {VirtualTime.FromNanoseconds(handover.AtNanoseconds)}: it had handled "
            + $"{handover.HandledBefore} messages, but its grain {found}; a grain of a running emulation must not be "
            + $"deactivated. Start the run again."));
    }
}
