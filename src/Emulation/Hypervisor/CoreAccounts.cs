namespace Xenisol.Emulation.Hypervisor;

/// <summary>Where every nanosecond of a core went, in ns; the sum is the time that passed.</summary>
internal struct CoreAccounts
{
    /// <summary>Running a vCPU.</summary>
    public long Run;

    /// <summary>Switching between vCPUs and refilling caches.</summary>
    public long Switch;

    /// <summary>Handling physical interrupts.</summary>
    public long Interrupt;

    /// <summary>Deciding what to run, and waiting for the lock of a shared run queue.</summary>
    public long Hypervisor;

    /// <summary>Doing nothing.</summary>
    public long Idle;

    /// <summary>All of it.</summary>
    public readonly long Total => Run + Switch + Interrupt + Hypervisor + Idle;

    /// <summary>What was accounted since <paramref name="before"/>.</summary>
    public readonly CoreAccounts Since(in CoreAccounts before) => new()
    {
        Run = Run - before.Run,
        Switch = Switch - before.Switch,
        Interrupt = Interrupt - before.Interrupt,
        Hypervisor = Hypervisor - before.Hypervisor,
        Idle = Idle - before.Idle,
    };
}
