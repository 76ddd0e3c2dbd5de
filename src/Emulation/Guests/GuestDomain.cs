using Xenisol.Emulation.Engine;
using Xenisol.Emulation.EventChannels;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Randomness;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests;

/// <summary>
/// A domain with a guest kernel: kernel work goes before applications, applications of one vCPU take turns by
/// timeslice, and the network frontend works on a housekeeping vCPU. The driver domain is one too.
/// </summary>
/// <remarks>
/// Every vCPU holds a queue of kernel work and one of runnable applications. While it holds a core, the most urgent
/// piece is demanded from the core. Kernel work that comes while an application runs recalls the application's demand.
/// A vCPU without work blocks; work for a blocked one wakes it.
/// </remarks>
internal sealed partial class GuestDomain : LogicalProcess, IGuestKernel
{
    private readonly GuestWiring _wiring;
    private readonly GuestApplication[] _applications;
    private readonly Fifo<KernelWork>[] _kernelWork;
    private readonly Fifo<long>[] _runnable;
    private readonly PendingPorts[] _pendingPorts;
    private readonly CpuPromiseMeter[] _meters;
    private KernelCpu[] _cpus;
    private RandomStream _noise;
    private long _warm;

    /// <summary>A domain all of whose vCPUs are blocked.</summary>
    public GuestDomain(int id, string name, GuestWiring wiring, IReadOnlyList<GuestApplication> applications)
        : base(id, name)
    {
        _wiring = wiring;
        _applications = [.. applications];
        var vcpus = wiring.Isolated.Count;
        _kernelWork = [.. Enumerable.Range(0, vcpus).Select(_ => new Fifo<KernelWork>())];
        _runnable = [.. Enumerable.Range(0, vcpus).Select(_ => new Fifo<long>())];
        _pendingPorts =
            [.. Enumerable.Range(0, vcpus).Select(_ => new PendingPorts(wiring.EventChannels.Count, wiring.Scan))];
        _cpus = new KernelCpu[vcpus];
        Array.Fill(
            _cpus, new KernelCpu { Blocked = 1, Running = KernelCpu.Nothing, SliceOwner = KernelCpu.Nothing });
        _meters = wiring.CpuSharePpm == 0
            ? []
            : [.. _cpus.Select(_ => new CpuPromiseMeter(wiring.CpuSharePpm, wiring.CpuWithin, wiring.Warmup))];
        _noise = new RandomStream(wiring.Seed, name, "kernel-noise");
        _frontend.TransmitSlots = Backends.NetworkBackend.RingSlots;
        _frontend.Vcpu = FirstHousekeeping(wiring.Isolated);
    }

    /// <inheritdoc/>
    public override int TimerCount => (2 * _cpus.Length) + (GuestApplication.Timers * _applications.Length);

    /// <inheritdoc/>
    public Outbox Out { get; private set; } = new();

    /// <summary>What runs in it.</summary>
    public IReadOnlyList<GuestApplication> Applications => _applications;

    /// <summary>The number of its interface on the host; −1 if it has none.</summary>
    public int Interface => _wiring.Interface;

    /// <summary>Frames that its stack dropped since the start.</summary>
    public long Dropped => _frontend.Dropped + _frontend.Unclaimed;

    /// <summary>How a vCPU's CPU promise was kept; all zero where nothing is promised.</summary>
    public CpuPromiseReport PromiseOf(int vcpu, VirtualTime now) =>
        _meters.Length == 0 ? default : _meters[vcpu].Report(now);

    /// <summary>CPU time delivered to all vCPUs since the end of the warm-up. What runs at this moment is counted when
    /// it
    /// ends or is interrupted: at the latest, with the next tick.</summary>
    public Duration Delivered()
    {
        var delivered = 0L;
        foreach (ref readonly var cpu in _cpus.AsSpan())
        {
            delivered += cpu.Delivered - cpu.DeliveredAtWarmup;
        }

        return Duration.FromNanoseconds(_warm == 1 ? delivered : 0);
    }

    /// <inheritdoc/>
    public override void Describe(Action<string, long> field)
    {
        for (var i = 0; i < _cpus.Length; i++)
        {
            field($"vcpu{i}Blocked", _cpus[i].Blocked);
            field($"vcpu{i}OnCore", _cpus[i].OnCore);
            field($"vcpu{i}DeliveredNanoseconds", _cpus[i].Delivered);
            field($"vcpu{i}KernelNanoseconds", _cpus[i].KernelTime);
            field($"vcpu{i}Isolated", _wiring.Isolated[i] ? 1 : 0);
        }

        field("sentPackets", _frontend.Produced);
        field("receivedPackets", _frontend.Consumed);
        field("dropped", _frontend.Dropped + _frontend.Unclaimed);
    }

    /// <inheritdoc/>
    public int HostVcpu(int vcpu) => _wiring.FirstVcpu + vcpu;

    /// <inheritdoc/>
    public void ArmTimer(GuestApplication application, int timer, VirtualTime at) =>
        Out.Arm(
            (2 * _cpus.Length) + (GuestApplication.Timers * application.Index) + timer,
            at,
            Phase.Release,
            _wiring.FirstVcpu + application.Vcpu,
            MessageKind.ApplicationTimer,
            application.Index,
            timer);

    /// <summary>The first vCPU on which the kernel keeps house.</summary>
    internal static int FirstHousekeeping(IReadOnlyList<bool> isolated)
    {
        for (var i = 0; i < isolated.Count; i++)
        {
            if (!isolated[i])
            {
                return i;
            }
        }

        throw new EmulationException("A domain needs one vCPU that is not isolated.");
    }

    /// <inheritdoc/>
    protected override void Handle(in Message message, Outbox outbox)
    {
        Out = outbox;
        if (_warm == 0 && outbox.Now >= _wiring.Warmup)
        {
            EndWarmup();
        }

        switch (message.Kind)
        {
            case MessageKind.Start:
                StartKernel();
                break;
            case MessageKind.Started:
                HandleStarted(message);
                break;
            case MessageKind.Stopped:
                HandleStopped(message);
                break;
            case MessageKind.Recalled:
                HandleRecalled(message);
                break;
            case MessageKind.JobDone:
                HandleJobDone(message.Port - _wiring.FirstVcpu);
                break;
            case MessageKind.ApplicationTimer:
                _applications[message.Port].TimerFired(this, (int)message.A);
                break;
            case MessageKind.GuestTick:
                HandleTick(message.Port);
                break;
            case MessageKind.GuestWorkQueue:
                HandleWorkQueue(message.Port);
                break;
            case MessageKind.PostWork:
                QueueKernelWork(message.Port, KernelWork.Posted, message.A, _wiring.Backend, message.B);
                break;
            default:
                HandleNetwork(message);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        state.Array(ref _cpus);
        for (var i = 0; i < _cpus.Length; i++)
        {
            _kernelWork[i].Transfer(state);
            _runnable[i].Transfer(state);
            _pendingPorts[i].Transfer(state);
        }

        foreach (var meter in _meters)
        {
            meter.Transfer(state);
        }

        state.Value(ref _noise);
        state.Value(ref _warm);
        state.Value(ref _frontend);
        _receiveRing.Transfer(state);
        _transmitQueue.Transfer(state);
        foreach (var application in _applications)
        {
            application.Transfer(state);
        }
    }

    private void EndWarmup()
    {
        _warm = 1;
        foreach (ref var cpu in _cpus.AsSpan())
        {
            cpu.DeliveredAtWarmup = cpu.Delivered;
        }
    }

    private void StartKernel()
    {
        for (var i = 0; i < _cpus.Length; i++)
        {
            if (!_wiring.Isolated[i])
            {
                // Guests boot at different times, so their ticks do not coincide.
                ArmTick(i, _noise.NextBelow(Math.Max(1, _wiring.Machine.GuestTickPeriod.Nanoseconds)));
                ArmWorkQueue(i);
            }
        }

        foreach (var application in _applications)
        {
            application.Start(this);
        }
    }

    private void ArmTick(int vcpu, long afterNanoseconds)
    {
        if (_wiring.Machine.GuestTickPeriod > Duration.Zero)
        {
            Out.Arm(
                vcpu,
                Out.Now + Duration.FromNanoseconds(afterNanoseconds),
                Phase.Timer,
                0,
                MessageKind.GuestTick,
                vcpu);
        }
    }

    private void ArmWorkQueue(int vcpu)
    {
        var mean = _wiring.Machine.GuestWorkQueuePeriod.Nanoseconds;
        if (mean > 0)
        {
            Out.Arm(
                _cpus.Length + vcpu,
                Out.Now + Duration.FromNanoseconds(_noise.NextExponential(mean)),
                Phase.Timer,
                0,
                MessageKind.GuestWorkQueue,
                vcpu);
        }
    }

    private void HandleTick(int vcpu)
    {
        ArmTick(vcpu, _wiring.Machine.GuestTickPeriod.Nanoseconds);
        ref var cpu = ref _cpus[vcpu];

        // An idle vCPU has stopped its tick.
        if (cpu.Blocked == 0 && cpu.TickQueued == 0)
        {
            cpu.TickQueued = 1;
            QueueKernelWork(vcpu, KernelWork.Tick, _wiring.Machine.GuestTick.Nanoseconds);
        }
    }

    private void HandleWorkQueue(int vcpu)
    {
        ArmWorkQueue(vcpu);
        QueueKernelWork(vcpu, KernelWork.WorkQueue, _wiring.Machine.GuestWorkQueue.Nanoseconds);
    }
}
