using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.EventChannels;

/// <summary>
/// An event channel between two domains, or between a device and the driver domain: one pending bit for each end.
/// </summary>
/// <remarks>
/// A notification sets the bit of the end that is notified. If it was clear and the end is not masked, the end's domain
/// gets an upcall on the vCPU that the end is bound to. The domain acknowledges when it handles the port: the bit is
/// clear from then on. Unmasking makes the upcall that was held back. Rebinding takes effect at the next notification,
/// as the affinity of an interrupt does.
/// </remarks>
internal sealed class EventChannel : LogicalProcess
{
    /// <summary>The end of the driver domain.</summary>
    public const int Backend = 0;

    /// <summary>The end of the guest; nobody's where the channel belongs to a device.</summary>
    public const int Frontend = 1;

    private EventChannelEnd[] _ends;

    /// <summary>A channel on which nothing is pending.</summary>
    /// <param name="id">The identity.</param>
    /// <param name="name">The path.</param>
    /// <param name="backend">The end of the driver domain.</param>
    /// <param name="frontend">The end of the guest.</param>
    public EventChannel(int id, string name, in EventChannelEnd backend, in EventChannelEnd frontend)
        : base(id, name) => _ends = [backend, frontend];

    /// <inheritdoc/>
    public override int TimerCount => 0;

    /// <summary>The state of an end.</summary>
    public EventChannelEnd End(int end) => _ends[end];

    /// <inheritdoc/>
    public override void Describe(Action<string, long> field)
    {
        for (var i = 0; i < _ends.Length; i++)
        {
            var end = i == Backend ? "backend" : "frontend";
            field($"{end}Port", _ends[i].Port);
            field($"{end}Vcpu", _ends[i].Vcpu);
            field($"{end}Pending", _ends[i].Pending);
            field($"{end}Masked", _ends[i].Masked);
            field($"{end}Notified", _ends[i].Notified);
            field($"{end}Delivered", _ends[i].Delivered);
        }
    }

    /// <inheritdoc/>
    protected override void Handle(in Message message, Outbox outbox)
    {
        if (message.Kind == MessageKind.Start)
        {
            return;
        }

        ref var end = ref _ends[message.Port];
        switch (message.Kind)
        {
            case MessageKind.EventNotify:
                Notify(ref end, outbox);
                break;
            case MessageKind.EventAcknowledge:
                end.Pending = 0;
                break;
            case MessageKind.EventMask:
                Mask(ref end, message.A, outbox);
                break;
            case MessageKind.EventRebind:
                end.Vcpu = message.A;
                break;
            default:
                Invariant.Holds(false, $"{Name} understands {message.Kind}");
                break;
        }
    }

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state) => state.Array(ref _ends);

    private static void Notify(ref EventChannelEnd end, Outbox outbox)
    {
        Invariant.Holds(end.Domain >= 0);
        end.Notified++;
        if (end.Pending == 1)
        {
            return;
        }

        end.Pending = 1;
        Upcall(ref end, outbox);
    }

    private static void Mask(ref EventChannelEnd end, long masked, Outbox outbox)
    {
        var unmasks = end.Masked == 1 && masked == 0;
        end.Masked = masked;
        if (unmasks && end.Pending == 1)
        {
            Upcall(ref end, outbox);
        }
    }

    private static void Upcall(ref EventChannelEnd end, Outbox outbox)
    {
        if (end.Masked == 0)
        {
            end.Delivered++;
            outbox.Send((int)end.Domain, MessageKind.EventUpcall, (int)end.Port, end.Vcpu);
        }
    }
}
