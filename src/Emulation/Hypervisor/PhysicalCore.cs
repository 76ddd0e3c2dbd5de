using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor;

/// <summary>
/// One physical core (pCPU): it runs the vCPU that the host scheduler gives it, works off that vCPU's demand, and
/// accounts every nanosecond.
/// </summary>
/// <remarks>
/// Overheads (scheduler decisions, switches, interrupts) are owed first: the vCPU makes progress only once none is
/// owed, and what is owed when another vCPU is switched in is owed by that one. Invariants: progress never exceeds the
/// demand; time is run only on a demand, so that it is booked to a domain; the accounts sum up to the time that passed;
/// the completion timer is armed exactly while a finite demand is being worked off. A demand carries the core's epoch,
/// so that one which crosses a switch is ignored.
/// </remarks>
internal sealed class PhysicalCore : LogicalProcess
{
    private const long Endless = long.MaxValue;
    private const int CompletionTimer = 0;

    private readonly int _pcpu;
    private readonly int _scheduler;
    private readonly MachineProfile _machine;
    private readonly VirtualTime _warmup;
    private int _vcpu = HostScheduler.None;
    private int _domain;
    private long _epoch;
    private bool _hasDemand;
    private long _demand;
    private long _runAtDemand;
    private CoreAccounts _accounts;
    private CoreAccounts _atWarmup;
    private RunInProgress _inProgressAtWarmup;
    private bool _warm;
    private long _switchesAtWarmup;
    private long _accountedUntil;
    private long _switches;
    private long _owedHypervisor;
    private long _owedSwitch;
    private long _owedInterrupt;

    /// <summary>A core that idles.</summary>
    /// <param name="id">The identity.</param>
    /// <param name="name">The path.</param>
    /// <param name="pcpu">Its number on the host.</param>
    /// <param name="machine">What everything costs.</param>
    /// <param name="warmup">When statistics begin.</param>
    public PhysicalCore(int id, string name, int pcpu, MachineProfile machine, VirtualTime warmup)
        : base(id, name)
    {
        _warmup = warmup;
        _pcpu = pcpu;

        // Cores follow their scheduler in the order of identities.
        _scheduler = id - 1 - pcpu;
        _machine = machine;
    }

    /// <inheritdoc/>
    public override int TimerCount => 1;

    /// <summary>The vCPU that holds the core, by its index on the host, or −1.</summary>
    public int CurrentVcpu => _vcpu;

    /// <summary>How often it switched to a vCPU since the end of the warm-up.</summary>
    public long MeasuredSwitches => _warm ? _switches - _switchesAtWarmup : 0;

    /// <summary>Where the time went from the end of the warm-up to <paramref name="now"/>.</summary>
    public CoreAccounts MeasuredAt(VirtualTime now) =>
        now <= _warmup ? default : AccountsAt(now).Since(_warm ? _atWarmup : AccountsAt(_warmup));

    /// <summary>What ran at the end of the warm-up, and was told to its domain only later; asked once it is over.
    /// </summary>
    public RunInProgress InProgressAtWarmup => _warm ? _inProgressAtWarmup : InProgressAt(_warmup);

    /// <summary>What the current vCPU has run, up to <paramref name="now"/>, without its domain having been told.
    /// </summary>
    public RunInProgress InProgressAt(VirtualTime now) =>
        _hasDemand ? new RunInProgress(_domain, _vcpu, AccountsAt(now).Run - _runAtDemand) : default;

    /// <summary>Where the time went, up to <paramref name="now"/>; asking changes nothing.</summary>
    public CoreAccounts AccountsAt(VirtualTime now)
    {
        var accounts = _accounts;
        var elapsed = now.Nanoseconds - _accountedUntil;
        var hypervisor = _owedHypervisor;
        var switching = _owedSwitch;
        var interrupt = _owedInterrupt;
        PayOff(ref hypervisor, ref accounts.Hypervisor, ref elapsed);
        PayOff(ref switching, ref accounts.Switch, ref elapsed);
        PayOff(ref interrupt, ref accounts.Interrupt, ref elapsed);
        if (_vcpu == HostScheduler.None)
        {
            accounts.Idle += elapsed;
        }
        else
        {
            accounts.Run += elapsed;
        }

        return accounts;
    }

    /// <inheritdoc/>
    public override void Describe(Action<string, long> field)
    {
        field("vcpu", _vcpu);
        field("runNanoseconds", _accounts.Run);
        field("switchNanoseconds", _accounts.Switch);
        field("interruptNanoseconds", _accounts.Interrupt);
        field("hypervisorNanoseconds", _accounts.Hypervisor);
        field("idleNanoseconds", _accounts.Idle);
    }

    /// <inheritdoc/>
    protected override void Handle(in Message message, Outbox outbox)
    {
        if (!_warm && outbox.Now >= _warmup)
        {
            _inProgressAtWarmup = InProgressAtWarmup;
            _atWarmup = AccountsAt(_warmup);
            _warm = true;
            _switchesAtWarmup = _switches;
        }

        Account(outbox.Now.Nanoseconds);
        switch (message.Kind)
        {
            case MessageKind.Start:
                break;
            case MessageKind.Switch:
                Switch(message, outbox);
                break;
            case MessageKind.Continue:
                _owedHypervisor += _machine.SchedulerInvocation.Nanoseconds + message.A;
                ArmCompletion(outbox);
                break;
            case MessageKind.Demand:
                Demand(message, outbox);
                break;
            case MessageKind.Recall:
                Recall(message, outbox);
                break;
            case MessageKind.Completion:
                Complete(outbox);
                break;
            case MessageKind.Interrupt:
                Interrupt(message, outbox);
                break;
            default:
                Invariant.Holds(false, $"{Name} understands {message.Kind}");
                break;
        }
    }

    /// <inheritdoc/>
    protected override void TransferState(StateTransfer state)
    {
        state.Value(ref _vcpu);
        state.Value(ref _domain);
        state.Value(ref _epoch);
        state.Value(ref _hasDemand);
        state.Value(ref _demand);
        state.Value(ref _runAtDemand);
        state.Value(ref _accounts);
        state.Value(ref _accountedUntil);
        state.Value(ref _switches);
        state.Value(ref _atWarmup);
        state.Value(ref _inProgressAtWarmup);
        state.Value(ref _switchesAtWarmup);
        state.Value(ref _warm);
        state.Value(ref _owedHypervisor);
        state.Value(ref _owedSwitch);
        state.Value(ref _owedInterrupt);
    }

    private void Switch(in Message message, Outbox outbox)
    {
        if (_vcpu != HostScheduler.None)
        {
            outbox.Cancel(CompletionTimer);
            outbox.Send(_domain, MessageKind.Stopped, _vcpu, _hasDemand ? _demand : -1);
        }

        _hasDemand = false;
        _epoch++;
        _owedHypervisor += _machine.SchedulerInvocation.Nanoseconds + (message.B >> 1);
        _owedSwitch += _machine.ContextSwitch.Nanoseconds;
        if (message.Port == HostScheduler.IdlePort)
        {
            _vcpu = HostScheduler.None;
            return;
        }

        _switches++;
        _vcpu = message.Port;
        _domain = (int)message.A;
        var refill = (message.B & 1) == 1 ? _machine.MigrationRefill : _machine.CacheRefill;
        _owedSwitch += refill.Nanoseconds;
        outbox.Send(_domain, MessageKind.Started, _vcpu, Id, _epoch);
    }

    private void Demand(in Message message, Outbox outbox)
    {
        if (message.B != _epoch)
        {
            return;
        }

        Invariant.Holds(message.Port == _vcpu && !_hasDemand);
        _hasDemand = true;
        _demand = message.A;
        _runAtDemand = _accounts.Run;
        ArmCompletion(outbox);
    }

    private void Recall(in Message message, Outbox outbox)
    {
        // Without a demand, the completion is on its way to the domain and crosses the recall.
        if (message.B != _epoch || !_hasDemand)
        {
            return;
        }

        Invariant.Holds(message.Port == _vcpu);
        _hasDemand = false;
        outbox.Cancel(CompletionTimer);
        outbox.Send(_domain, MessageKind.Recalled, _vcpu, _demand);
    }

    private void Complete(Outbox outbox)
    {
        Invariant.Holds(_hasDemand && _demand == 0);
        _hasDemand = false;
        outbox.Send(_domain, MessageKind.JobDone, _vcpu);
    }

    private void Interrupt(in Message message, Outbox outbox)
    {
        var handling = _machine.InterruptHandling.Nanoseconds;
        _owedInterrupt += handling;
        ArmCompletion(outbox);
        if (handling > 0)
        {
            outbox.Send(_scheduler, MessageKind.TimeStolen, _pcpu, handling);
        }

        // The handler tells the event channel when it is through with everything that is owed before it.
        var handled = outbox.Now + Duration.FromNanoseconds(_owedHypervisor + _owedSwitch + _owedInterrupt);
        outbox.SendAt(handled, (int)message.A, MessageKind.EventNotify, message.Port);
    }

    private void ArmCompletion(Outbox outbox)
    {
        if (_hasDemand && _demand != Endless)
        {
            var owed = _owedHypervisor + _owedSwitch + _owedInterrupt;
            outbox.Arm(
                CompletionTimer,
                outbox.Now + Duration.FromNanoseconds(owed + _demand),
                Phase.Completion,
                _pcpu,
                MessageKind.Completion);
        }
    }

    private void Account(long now)
    {
        var elapsed = now - _accountedUntil;
        if (elapsed == 0)
        {
            return;
        }

        _accountedUntil = now;
        PayOff(ref _owedHypervisor, ref _accounts.Hypervisor, ref elapsed);
        PayOff(ref _owedSwitch, ref _accounts.Switch, ref elapsed);
        PayOff(ref _owedInterrupt, ref _accounts.Interrupt, ref elapsed);
        if (_vcpu == HostScheduler.None)
        {
            _accounts.Idle += elapsed;
            return;
        }

        _accounts.Run += elapsed;
        Invariant.Holds(elapsed == 0 || _hasDemand);
        if (_hasDemand && _demand != Endless)
        {
            Invariant.Holds(elapsed <= _demand);
            _demand -= elapsed;
        }
    }

    private static void PayOff(ref long owed, ref long account, ref long elapsed)
    {
        var paid = Math.Min(owed, elapsed);
        owed -= paid;
        account += paid;
        elapsed -= paid;
    }
}
