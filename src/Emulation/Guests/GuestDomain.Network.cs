using Xenisol.Emulation.Engine;
using Xenisol.Emulation.EventChannels;
using Xenisol.Emulation.Network;

namespace Xenisol.Emulation.Guests;

/// <content>Events, the network frontend (netfront) and the sockets.</content>
internal sealed partial class GuestDomain
{
    /// <summary>Frames of one poll: NAPI's weight in netfront.</summary>
    public const int PollPackets = 64;

    /// <summary>Frames that wait in the stack for a slot of the ring (Linux' txqueuelen).</summary>
    public const int TransmitQueue = 1_000;

    /// <summary>
    /// How often what a handler left to do is looked for again before the upcall goes on (Linux' MAX_SOFTIRQ_RESTART).
    /// </summary>
    private const int SoftIrqRestarts = 10;

    private readonly Fifo<PacketWords> _receiveRing = new();
    private readonly Fifo<PacketWords> _transmitQueue = new();
    private Frontend _frontend;

    /// <summary>Frames of the guest between its sockets and the rings, in both directions.</summary>
    public long InFlight => _receiveRing.Count + _transmitQueue.Count;

    /// <summary>Frames that nobody took from the receive ring yet.</summary>
    public int WaitingInRing => _receiveRing.Count;

    /// <summary>What the frontend counted.</summary>
    public Frontend FrontendState => _frontend;

    /// <inheritdoc/>
    public void Send(in Packet packet)
    {
        if (_transmitQueue.Count == TransmitQueue)
        {
            _frontend.Dropped++;
            Out.ObserveHop(MessageKind.HopDropped, packet);
            return;
        }

        _transmitQueue.Enqueue(packet.Pack());
        StartTransmit();
    }

    private void HandleNetwork(in Message message)
    {
        switch (message.Kind)
        {
            case MessageKind.EventUpcall:
                HandleUpcall(message.Port, (int)message.A);
                break;
            case MessageKind.RingReceive:
                _receiveRing.Enqueue(new PacketWords(message.A, message.B));
                break;
            case MessageKind.RingTransmitted:
                _frontend.AnsweredSlots += message.A;
                break;
            case MessageKind.RingTransmitIdle:
                HandleTransmitIdle(message.A);
                break;
            default:
                HandleDisk(message);
                break;
        }
    }

    private void HandleUpcall(int port, int vcpu)
    {
        _pendingPorts[vcpu].Set(port);
        ref var cpu = ref _cpus[vcpu];
        if (cpu.UpcallQueued == 0)
        {
            cpu.UpcallQueued = 1;
            cpu.UpcallSince = KernelCpu.NotYet;
            QueueKernelWork(vcpu, KernelWork.Upcall, _wiring.Machine.EventUpcall.Nanoseconds, b: port);
        }
    }

    private void CompleteKernelWork(int vcpu, long kind, long a, long b)
    {
        switch (kind)
        {
            case KernelWork.Upcall:
                HandlePendingPorts(vcpu, a);
                break;
            case KernelWork.Tick:
                FinishTick(vcpu);
                break;
            case KernelWork.Idle:
                _cpus[vcpu].Idling = 1;
                break;
            case KernelWork.Wake:
                MakeRunnable(vcpu, (int)a);
                break;
            case KernelWork.Posted:
                Out.Send((int)a, MessageKind.WorkDone, vcpu, 0, b);
                break;
            case KernelWork.Poll:
                FinishPoll(a);
                break;
            case KernelWork.Transmit:
                FinishTransmit(a);
                break;
            case KernelWork.DiskSubmit:
                FinishDiskSubmission();
                break;
            case KernelWork.DiskPoll:
                FinishDiskPoll(a);
                break;
            case KernelWork.DiskNotify:
                NotifyBlockBackend();
                break;
            default:
                Out.Send(_wiring.EventChannels[0], MessageKind.EventNotify, EventChannel.Backend);
                break;
        }
    }

    /// <summary>Handles one pending port; the next is looked for when what the handler started is done.</summary>
    private void HandlePendingPorts(int vcpu, long restarts)
    {
        if (_kernelWork[vcpu].Count > 0 && restarts < SoftIrqRestarts)
        {
            QueueKernelWork(vcpu, KernelWork.Upcall, 0, restarts + 1);
            return;
        }

        HandlePort(vcpu, _pendingPorts[vcpu].Take());
        if (_pendingPorts[vcpu].Any)
        {
            QueueKernelWork(vcpu, KernelWork.Upcall, 0);
        }
        else
        {
            _cpus[vcpu].UpcallQueued = 0;
        }
    }

    private void HandlePort(int vcpu, int port)
    {
        Out.Send(_wiring.EventChannels[port], MessageKind.EventAcknowledge, _wiring.End);
        MaskIfLate(vcpu, port);
        var isBlock = port >= _wiring.FirstBlockPort;
        if (_wiring.End == EventChannel.Backend)
        {
            Out.Send(
                isBlock ? _wiring.BlockBackend : _wiring.Backend,
                MessageKind.PortEvent,
                isBlock ? port - _wiring.FirstBlockPort : port,
                vcpu);
            return;
        }

        if (isBlock)
        {
            HandleDiskPort(vcpu);
            return;
        }

        // The frontend works where its interrupt arrives.
        _frontend.Vcpu = vcpu;
        StartTransmit();
        if (_frontend.Polling == 0)
        {
            _frontend.Polling = 1;
            StartPoll(given: 0);
        }
    }

    /// <summary>Polls the receive ring again, or ends polling where it is empty.</summary>
    /// <param name="given">Frames taken since the slots were last given back.</param>
    private void StartPoll(long given)
    {
        var count = Math.Min(_receiveRing.Count, PollPackets);
        var idle = count == 0;
        if (given > 0 || idle)
        {
            Out.Send(
                _wiring.Backend,
                MessageKind.RingReceived,
                _wiring.Interface,
                given,
                idle ? _frontend.Consumed : -1);
        }

        if (idle)
        {
            _frontend.Polling = 0;
            return;
        }

        if (Out.Watched)
        {
            for (var i = 0; i < count; i++)
            {
                Out.ObserveHop(MessageKind.HopGuestQueued, _receiveRing[i].Unpack());
            }
        }

        QueueKernelWork(
            (int)_frontend.Vcpu,
            KernelWork.Poll,
            (count * _wiring.Machine.GuestReceivePacket.Nanoseconds) + CopyingCost(_receiveRing, count),
            count);
    }

    private void FinishPoll(long count)
    {
        for (var i = 0L; i < count; i++)
        {
            var packet = _receiveRing.Dequeue().Unpack();
            _frontend.Consumed++;
            Out.ObserveHop(MessageKind.HopGuestDone, packet);
            HandPacket(packet);
        }

        StartPoll(count);
    }

    private void HandPacket(in Packet packet)
    {
        if (packet.Kind == PacketKind.EchoRequest)
        {
            // Answered in the kernel, as Linux does.
            Send(packet with { Kind = PacketKind.EchoReply, Source = Id, Destination = packet.Source });
            return;
        }

        foreach (var application in _applications)
        {
            if (application.Takes(packet))
            {
                application.Receive(this, packet);
                return;
            }
        }

        _frontend.Unclaimed++;
        Out.ObserveHop(MessageKind.HopDropped, packet);
    }

    private void StartTransmit()
    {
        _frontend.TransmitSlots += _frontend.AnsweredSlots;
        _frontend.AnsweredSlots = 0;
        var count = Math.Min(Math.Min(_transmitQueue.Count, PollPackets), _frontend.TransmitSlots);
        if (_frontend.Transmitting == 1 || count == 0)
        {
            return;
        }

        _frontend.Transmitting = 1;
        QueueKernelWork(
            (int)_frontend.Vcpu,
            KernelWork.Transmit,
            (count * _wiring.Machine.GuestTransmitPacket.Nanoseconds) + CopyingCost(_transmitQueue, count),
            count);
    }

    private void FinishTransmit(long count)
    {
        for (var i = 0L; i < count; i++)
        {
            var words = _transmitQueue.Dequeue();
            Out.ObserveHop(MessageKind.HopGuestSent, words.Unpack());
            Out.Send(_wiring.Backend, MessageKind.RingTransmit, _wiring.Interface, words.First, words.Second);
        }

        _frontend.TransmitSlots -= count;
        _frontend.Produced += count;
        if (_frontend.NotifyNext == 1)
        {
            QueueNotify();
        }

        _frontend.Transmitting = 0;
        StartTransmit();
    }

    private void HandleTransmitIdle(long consumed)
    {
        if (_frontend.Produced > consumed)
        {
            // Frames came between the backend's last look at the ring and this message.
            QueueNotify();
        }
        else
        {
            _frontend.NotifyNext = 1;
        }
    }

    private void QueueNotify()
    {
        _frontend.NotifyNext = 0;
        QueueKernelWork((int)_frontend.Vcpu, KernelWork.Notify, _wiring.Machine.Hypercall.Nanoseconds);
    }
}
