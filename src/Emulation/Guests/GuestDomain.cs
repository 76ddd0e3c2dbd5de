using Xenisol.Emulation.Engine;
using Xenisol.Emulation.EventChannels;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Guests.Scheduling;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Randomness;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests;

/// <summary>
/// A domain with a guest kernel: interrupts and their work go before tasks, the guest's scheduler shares its vCPUs
/// among tasks, and the network frontend works on a housekeeping vCPU. The driver domain is one too.
/// </summary>
/// <remarks>
/// Every vCPU holds a queue of kernel work and a run queue of tasks: applications, and threads of the kernel. While it
/// holds a core, the most urgent piece is demanded from the core. Kernel work that comes while a task runs recalls the
/// task's demand; whether the same task goes on afterwards is the guest's scheduler's decision.
/// A vCPU without work blocks; work for a blocked one wakes it.
/// </remarks>
internal sealed partial class GuestDomain : LogicalProcess, IGuestKernel
{
    private readonly GuestWiring _wiring;
    private readonly GuestApplication[] _applications;
    private readonly GuestApplication[] _tasks;
    private readonly GuestScheduler _scheduler;
    private readonly long _balanceTicks;
    private readonly Fifo<KernelWork>[] _kernelWork;
    private readonly PendingPorts[] _pendingPorts;
    private readonly CpuPromiseMeter[] _meters;
    private readonly DriverBooks? _books;
    private KernelCpu[] _cpus;
    private RandomStream _noise;
    private RandomStream _wakes;
    private long _warm;

    /// <summary>A domain all of whose vCPUs are blocked.</summary>
    public GuestDomain(int id, string name, GuestWiring wiring, IReadOnlyList<GuestApplication> applications)
        : base(id, name)
    {
        _wiring = wiring;
        _applications = [.. applications];
        var vcpus = wiring.Isolated.Count;
        _kernelWork = [.. Enumerable.Range(0, vcpus).Select(_ => new Fifo<KernelWork>())];
        _pendingPorts =
            [.. Enumerable.Range(0, vcpus).Select(_ => new PendingPorts(wiring.EventChannels.Count, wiring.Scan))];
        _cpus = new KernelCpu[vcpus];
        Array.Fill(_cpus, new KernelCpu { Blocked = 1, Running = KernelCpu.Nothing });
        _tasks = [.. _applications, .. CreateKernelThreads(wiring, name, applications.Count)];
        _scheduler = CreateScheduler(wiring.Kernel, _tasks, vcpus);
        _balanceTicks = Math.Max(1, BalanceNanoseconds * vcpus / wiring.Kernel.TickPeriod.Nanoseconds);
        _meters = wiring.CpuSharePpm == 0
            ? []
            : [.. _cpus.Select(_ => new CpuPromiseMeter(
                wiring.CpuSharePpm, wiring.CpuWithin, wiring.Warmup, wiring.SlicesCountOverheads))];
        _books = wiring.IsDriver ? new DriverBooks(wiring.EventChannels.Count, vcpus) : null;
        _noise = new RandomStream(wiring.Seed, name, "kernel-noise");
        _wakes = new RandomStream(wiring.Seed, name, "wake-ups");
        _frontend.TransmitSlots = Backends.NetworkBackend.RingSlots;
        _frontend.Vcpu = wiring.EventVcpu;
        if (wiring.VirtualDisk >= 0)
        {
            _disk = new DiskFrontend(wiring.AccessBytesMax, (int)_frontend.Vcpu);
        }
    }

    /// <inheritdoc/>
    public override int TimerCount => UnmaskTimer + 1;

    /// <inheritdoc/>
    public Outbox Out { get; private set; } = new();

    /// <summary>What runs in it.</summary>
    public IReadOnlyList<GuestApplication> Applications => _applications;

    /// <summary>The number of its interface on the host; −1 if it has none.</summary>
    public int Interface => _wiring.Interface;

    /// <summary>Frames that its stack dropped since the start.</summary>
    public long Dropped => _frontend.Dropped + _frontend.Unclaimed;

    /// <summary>How a vCPU's CPU promise was kept; all zero where nothing is promised.</summary>
    /// <param name="vcpu">Its number in the domain.</param>
    /// <param name="now">The instant.</param>
    /// <param name="inProgress">What it has run by then without the domain having been told.</param>
    public CpuPromiseReport PromiseOf(int vcpu, VirtualTime now, Duration inProgress) =>
        _meters.Length == 0 ? default : _meters[vcpu].Report(now, inProgress);

    /// <summary>CPU time of all vCPUs that the domain was told of since the end of the warm-up. It is told when a vCPU
    /// leaves its core, completes or is interrupted; <see cref="DeliveredCpu"/> knows what runs.</summary>
    public Duration Told()
    {
        var delivered = Delivered();
        foreach (ref readonly var cpu in _cpus.AsSpan())
        {
            delivered -= cpu.DeliveredAtWarmup;
        }

        return Duration.FromNanoseconds(_warm == 1 ? delivered : 0);
    }

    /// <summary>How many vCPUs it has.</summary>
    public int VcpuCount => _cpus.Length;

    /// <summary>The books of the driver domain; null of any other.</summary>
    public DriverBooks? Books => _books;

    /// <summary>The kernel work at the head of a vCPU's queue, which alone can be half done.</summary>
    public KernelProgress ProgressOf(int vcpu) => new()
    {
        HasWork = _kernelWork[vcpu].Count > 0 ? 1 : 0,
        IsRunning = _cpus[vcpu].Running == KernelCpu.Kernel ? 1 : 0,
        Work = _kernelWork[vcpu].Count > 0 ? _kernelWork[vcpu][0] : default,
    };

    /// <summary>… as it was at the end of the warm-up.</summary>
    public KernelProgress ProgressAtWarmup(int vcpu) => _warm == 1 ? _books!.AtWarmup(vcpu) : ProgressOf(vcpu);

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
            field($"vcpu{i}RunnableTasks", _scheduler.RunnableOn(i));
            field($"vcpu{i}Ticks", _cpus[i].Ticks);
            field($"vcpu{i}TicksIdle", _cpus[i].TicksIdle);
            field($"vcpu{i}TicksLost", _cpus[i].TicksLost);
        }

        field("portsMasked", _maskings);
        field("sentPackets", _frontend.Produced);
        field("receivedPackets", _frontend.Consumed);
        field("dropped", _frontend.Dropped + _frontend.Unclaimed);
    }

    /// <inheritdoc/>
    public int HostVcpu(int vcpu) => _wiring.FirstVcpu + vcpu;

    /// <inheritdoc/>
    public void ArmTimer(GuestApplication application, int timer, VirtualTime at) =>
        Out.Arm(
            _cpus.Length + (GuestApplication.Timers * application.Index) + timer,
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
                _tasks[message.Port].TimerFired(this, (int)message.A);
                break;
            case MessageKind.GuestTick:
                HandleTick(message.Port);
                break;
            case MessageKind.UnmaskPorts:
                UnmaskPorts();
                break;
            case MessageKind.Settle:
                HandleSettle(message.Port);
                break;
            case MessageKind.PostWork:
                QueueKernelWork(message.Port, KernelWork.Posted, message.A, _wiring.Backend, message.B);
                break;
            case MessageKind.DriverUsageAsked:
                Out.Send(_wiring.Backend, MessageKind.DriverUsage, message.Port, Delivered());
                break;
            case MessageKind.PostBlockWork:
                QueueKernelWork(message.Port, KernelWork.Posted, message.A, _wiring.BlockBackend, message.B);
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
            _pendingPorts[i].Transfer(state);
        }

        foreach (var meter in _meters)
        {
            meter.Transfer(state);
        }

        _books?.Transfer(state);
        _scheduler.Transfer(state);
        state.Value(ref _noise);
        state.Value(ref _wakes);
        state.Value(ref _warm);
        state.Value(ref _frontend);
        state.Value(ref _maskings);
        _masked.Transfer(state);
        _receiveRing.Transfer(state);
        _transmitQueue.Transfer(state);
        _disk?.Transfer(state);
        foreach (var task in _tasks)
        {
            task.Transfer(state);
        }
    }

    private long Delivered()
    {
        var delivered = 0L;
        foreach (ref readonly var cpu in _cpus.AsSpan())
        {
            delivered += cpu.Delivered;
        }

        return delivered;
    }

    private void EndWarmup()
    {
        _warm = 1;
        foreach (ref var cpu in _cpus.AsSpan())
        {
            cpu.DeliveredAtWarmup = cpu.Delivered;
        }

        for (var i = 0; i < _cpus.Length && _books is not null; i++)
        {
            _books.EndWarmup(i, ProgressOf(i));
        }
    }

    private void StartKernel()
    {
        StartTicks();
        foreach (var task in _tasks)
        {
            task.Start(this);
        }
    }

    /// <summary>The work queues, one for each vCPU; those of isolated ones go round the others.</summary>
    private static List<KernelThread> CreateKernelThreads(GuestWiring wiring, string name, int first)
    {
        var threads = new List<KernelThread>();
        var housekeeping = Enumerable.Range(0, wiring.Isolated.Count).Where(vcpu => !wiring.Isolated[vcpu]).ToList();
        var moved = 0;
        for (var vcpu = 0; vcpu < wiring.Isolated.Count; vcpu++)
        {
            var home = wiring.Isolated[vcpu] ? housekeeping[moved++ % housekeeping.Count] : vcpu;
            var draws = new RandomStream(wiring.Seed, name, $"work-queue-{vcpu}");
            threads.Add(new KernelThread(first + vcpu, home, wiring.Machine, draws));
        }

        return threads;
    }

    private static GuestScheduler CreateScheduler(
        GuestKernelPlan plan, IEnumerable<GuestApplication> tasks, int vcpus)
    {
        List<GuestTask> states = [.. tasks.Select(task => new GuestTask
        {
            Vcpu = task.Vcpu,
            Bound = task.Bound ? 1 : 0,
            Kernel = task.IsKernel ? 1 : 0,
        })];
        return plan.Scheduler == GuestSchedulerKind.O1
            ? new PriorityArrayScheduler(plan, states, vcpus)
            : new FairScheduler(plan, states, vcpus);
    }
}
