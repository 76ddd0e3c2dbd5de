using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests;

/// <summary>
/// One domain: its vCPUs and what runs on them. It tells the host scheduler when a vCPU has work and when not, and
/// tells the core that a vCPU holds what to compute.
/// </summary>
internal sealed partial class Domain : LogicalProcess, IGuest
{
    private readonly int _scheduler;
    private readonly int _firstVcpu;
    private readonly Application[] _applications;
    private GuestVcpu[] _vcpus;

    /// <summary>A domain all of whose vCPUs are blocked.</summary>
    /// <param name="id">The identity.</param>
    /// <param name="name">The path.</param>
    /// <param name="scheduler">The identity of the host's scheduler.</param>
    /// <param name="firstVcpu">The index on the host of its vCPU 0.</param>
    /// <param name="vcpus">How many vCPUs it has.</param>
    /// <param name="applications">What runs in it.</param>
    public Domain(
        int id, string name, int scheduler, int firstVcpu, int vcpus, IReadOnlyList<Application> applications)
        : base(id, name)
    {
        _scheduler = scheduler;
        _firstVcpu = firstVcpu;
        _applications = [.. applications];
        _vcpus = new GuestVcpu[vcpus];
        foreach (ref var vcpu in _vcpus.AsSpan())
        {
            vcpu.Blocked = true;
            vcpu.Demanding = GuestVcpu.None;
            vcpu.WokenAtNanoseconds = -1;
        }
    }

    /// <inheritdoc/>
    public override int TimerCount => _applications.Length;

    /// <inheritdoc/>
    public Outbox Out { get; private set; } = new();

    internal IReadOnlyList<Application> Applications => _applications;

    /// <inheritdoc/>
    public bool IsOnCore(int vcpu) => _vcpus[vcpu].OnCore;

    /// <inheritdoc/>
    public int HostVcpu(int vcpu) => _firstVcpu + vcpu;

    /// <inheritdoc/>
    public void ArmRelease(int application, VirtualTime at) =>
        Out.Arm(
            application,
            at,
            Phase.Release,
            HostVcpu(_applications[application].Vcpu),
            MessageKind.Release,
            application);

    /// <inheritdoc/>
    public void WorkArrived(int application)
    {
        var index = _applications[application].Vcpu;
        ref var vcpu = ref _vcpus[index];
        if (vcpu.Blocked)
        {
            vcpu.Blocked = false;
            vcpu.WokenAtNanoseconds = Out.Now.Nanoseconds;
            Out.Send(_scheduler, MessageKind.Wake, HostVcpu(index));
        }

        // It blocked in this very instant and still holds its core: then it simply goes on.
        if (vcpu.OnCore && vcpu.Demanding == GuestVcpu.None)
        {
            ObserveDispatch(index);
            DemandNext(index);
        }
    }

    /// <inheritdoc/>
    public void WorkWithdrawn(int application)
    {
        ref var vcpu = ref _vcpus[_applications[application].Vcpu];
        if (vcpu.Demanding == application)
        {
            // The core answers in this instant, before it can be rescheduled.
            Out.Send(vcpu.Core, MessageKind.Recall, HostVcpu(_applications[application].Vcpu), 0, vcpu.Epoch);
        }
        else
        {
            BlockIfIdle(_applications[application].Vcpu);
        }
    }

    /// <inheritdoc/>
    public void ArmDeadline(VirtualTime at, int application, long releasedNanoseconds) =>
        Out.Remind(
            at,
            Phase.Release,
            HostVcpu(_applications[application].Vcpu),
            MessageKind.JobDeadline,
            application,
            releasedNanoseconds);

    /// <inheritdoc/>
    public void Announce(MessageKind kind, int vcpu, long a, long b) =>
        Out.Send(_scheduler, kind, HostVcpu(vcpu), a, b);

    /// <inheritdoc/>
    protected override void Handle(in Message message, Outbox outbox)
    {
        Out = outbox;
        switch (message.Kind)
        {
            case MessageKind.Start:
                foreach (var application in _applications)
                {
                    application.Start(this);
                }

                break;
            case MessageKind.Started:
                HandleStarted(message);
                break;
            case MessageKind.Stopped:
                HandleStopped(message);
                break;
            case MessageKind.JobDone:
                HandleJobDone(message.Port - _firstVcpu);
                break;
            case MessageKind.Release:
                _applications[message.Port].Release(this);
                break;
            case MessageKind.JobDeadline:
                _applications[message.Port].DeadlineCame(this, message.A);
                break;
            case MessageKind.Recalled:
                _vcpus[message.Port - _firstVcpu].Demanding = GuestVcpu.None;
                DemandNext(message.Port - _firstVcpu);
                break;
            case MessageKind.Chain:
                ApplicationOn(message.Port - _firstVcpu).Chained(this, message.A);
                break;
            default:
                Invariant.Holds(false, $"{Name} understands {message.Kind}");
                break;
        }
    }

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        state.Array(ref _vcpus);
        foreach (var application in _applications)
        {
            application.Transfer(state);
        }
    }

    private void HandleStarted(in Message message)
    {
        var index = message.Port - _firstVcpu;
        ref var vcpu = ref _vcpus[index];
        vcpu.OnCore = true;
        vcpu.Core = (int)message.A;
        vcpu.Epoch = message.B;
        ObserveDispatch(index);
        foreach (var application in _applications)
        {
            if (application.Vcpu == index)
            {
                application.Dispatched(this);
            }
        }

        DemandNext(index);
    }

    private void HandleStopped(in Message message)
    {
        ref var vcpu = ref _vcpus[message.Port - _firstVcpu];
        vcpu.OnCore = false;
        if (vcpu.Demanding != GuestVcpu.None)
        {
            // A demand that crossed the switch was never taken, so nothing of it is done.
            if (message.A >= 0)
            {
                _applications[vcpu.Demanding].Remaining = message.A;
            }

            vcpu.Demanding = GuestVcpu.None;
        }
    }

    private void HandleJobDone(int index)
    {
        ref var vcpu = ref _vcpus[index];
        var application = _applications[vcpu.Demanding];
        vcpu.Demanding = GuestVcpu.None;
        var yields = application.Complete(this);
        DemandNext(index);
        if (yields)
        {
            Out.Send(_scheduler, MessageKind.Yield, HostVcpu(index));
        }
    }

    /// <summary>Demands the next work of a vCPU that holds a core, or blocks it where there is none.</summary>
    private void DemandNext(int index)
    {
        ref var vcpu = ref _vcpus[index];
        if (vcpu.Demanding != GuestVcpu.None)
        {
            return;
        }

        foreach (var application in _applications)
        {
            if (application.Vcpu == index && application.HasWork)
            {
                vcpu.Demanding = application.Index;
                Out.Send(vcpu.Core, MessageKind.Demand, HostVcpu(index), application.Remaining, vcpu.Epoch);
                return;
            }
        }

        vcpu.Blocked = true;
        Out.Send(_scheduler, MessageKind.Block, HostVcpu(index));
    }

    /// <summary>A vCPU that waits for a core with nothing left to do blocks.</summary>
    private void BlockIfIdle(int index)
    {
        ref var vcpu = ref _vcpus[index];
        if (vcpu.Blocked || HasWorkOn(index))
        {
            return;
        }

        vcpu.Blocked = true;
        vcpu.WokenAtNanoseconds = -1;
        Out.Send(_scheduler, MessageKind.Block, HostVcpu(index));
    }

    private bool HasWorkOn(int index)
    {
        foreach (var application in _applications)
        {
            if (application.Vcpu == index && application.HasWork)
            {
                return true;
            }
        }

        return false;
    }

    private Application ApplicationOn(int vcpu)
    {
        foreach (var application in _applications)
        {
            if (application.Vcpu == vcpu)
            {
                return application;
            }
        }

        throw new EmulationException($"{Name} has no application on vCPU {vcpu}.");
    }

    private void ObserveDispatch(int index)
    {
        ref var vcpu = ref _vcpus[index];
        if (vcpu.WokenAtNanoseconds >= 0)
        {
            Out.Observe(
                MessageKind.ObservedWakeLatency, HostVcpu(index), Out.Now.Nanoseconds - vcpu.WokenAtNanoseconds);
            vcpu.WokenAtNanoseconds = -1;
        }
    }
}
