using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;

namespace Xenisol.Emulation.Commands;

/// <summary>
/// Which commands a host's scheduler takes, and with which values. Ranges are Xen's, and so are the words; periods end
/// where those of scenarios do.
/// </summary>
/// <remarks>Commands are asked about in the order in which they are given: the words of an affinity belong together.
/// </remarks>
public sealed partial class SchedulerCommandRules
{
    private readonly HostPlan _host;
    private readonly IHostSchedulerView _scheduler;
    private readonly List<(string Name, int Vcpus)> _domains = [];
    private readonly List<int> _domainOf = [];

    /// <summary>The rules of one host.</summary>
    /// <param name="plan">The run, every domain with its host.</param>
    /// <param name="host">The host.</param>
    /// <param name="scheduler">Its scheduler, at any time: what it can does not change.</param>
    public SchedulerCommandRules(RunPlan plan, HostPlan host, IHostSchedulerView scheduler)
    {
        (_host, _scheduler) = (host, scheduler);
        if (host.DriverDomain is { } driver)
        {
            Add(HostLayout.DriverDomainName, driver.Vcpus.Count);
        }

        foreach (var domain in plan.Domains.Where(domain => domain.Host == host.Name))
        {
            Add(domain.Name, domain.Vcpus.Count);
        }

        void Add(string name, int vcpus)
        {
            _domainOf.AddRange(Enumerable.Repeat(_domains.Count, vcpus));
            _domains.Add((name, vcpus));
        }
    }

    /// <summary>What is wrong with the next command; null if nothing is.</summary>
    /// <param name="kind">What is commanded.</param>
    /// <param name="port">As the kind says.</param>
    /// <param name="a">As the kind says.</param>
    /// <param name="b">As the kind says.</param>
    public string? FaultOf(MessageKind kind, int port, long a, long b) =>
        Unsupported(kind) ?? kind switch
        {
            MessageKind.SetCredit => DomainFault(port) ?? CreditFault(_domains[port], a, b),
            MessageKind.SetReservation => DomainFault(port) ?? DomainReservationFault(port, a, b),
            MessageKind.SetEdf => VcpuFault(port) ?? EdfFault(a, b),
            MessageKind.SetVcpuReservation => VcpuFault(port) ?? ReservationFault(NameOf(port), a, b >> 1),
            MessageKind.SetHardAffinity or MessageKind.SetSoftAffinity => VcpuFault(port)
                ?? AffinityFault(kind, port, a, unchecked((ulong)b)),
            MessageKind.SetTimeslice => TimesliceFault(a),
            MessageKind.SetRatelimit => RatelimitFault(a),
            _ => MigrationDelayFault(a),
        };

    /// <summary>What is missing in a scheduler that does not take such commands; null if it does.</summary>
    private string? Unsupported(MessageKind kind)
    {
        var (policy, parameters) = (_scheduler.Policy, _scheduler.Parameters);
        var has = $"Host {_host.Name} has scheduler {policy}";
        return kind switch
        {
            MessageKind.SetCredit => policy is "credit" or "credit2" or "hybrid"
                ? null : $"{has}, which has neither weights nor caps.",
            MessageKind.SetEdf => policy is "hybrid" or "edf" or "global-edf"
                ? null : $"{has}, which has no reservations; hybrid, edf and global-edf have.",
            MessageKind.SetReservation => policy is "rtds" or "sedf" or "sedf-dc"
                ? null : $"{has}, which has no reservations of whole domains; rtds, sedf and sedf-dc have.",
            MessageKind.SetVcpuReservation => policy == "rtds"
                ? null : $"{has}: per-VCPU parameter setting not supported for this scheduler.",
            MessageKind.SetTimeslice or MessageKind.SetMigrationDelay => parameters.HasTimeslice
                ? null : NoParameter(),
            MessageKind.SetRatelimit => parameters.HasRatelimit ? null : NoParameter(),
            MessageKind.SetHardAffinity or MessageKind.SetSoftAffinity => null,
            _ => $"{kind} is no command to a host's scheduler; it takes {string.Join(", ", Commands)}.",
        };

        string NoParameter()
        {
            var what = parameters.HasRatelimit ? "has a rate limit only" : "has no parameters that could be set";
            return $"{_host.Name}/{ComponentKind.HostScheduler}/scheduler is {policy} and {what}; credit before Xen "
                + "4.2 had none, either.";
        }
    }

    private static readonly MessageKind[] Commands =
    [
        MessageKind.SetCredit, MessageKind.SetEdf, MessageKind.SetReservation, MessageKind.SetRatelimit,
        MessageKind.SetTimeslice, MessageKind.SetMigrationDelay, MessageKind.SetVcpuReservation,
        MessageKind.SetHardAffinity, MessageKind.SetSoftAffinity,
    ];

    private string? DomainFault(int domain) =>
        (uint)domain < (uint)_domains.Count
            ? null
            : $"Host {_host.Name} has no domain with number {domain}: valid range is [0, {_domains.Count - 1}].";

    private string? VcpuFault(int vcpu) =>
        (uint)vcpu < (uint)_domainOf.Count
            ? null
            : $"Host {_host.Name} has no vCPU with index {vcpu}: valid range is [0, {_domainOf.Count - 1}].";

    private string NameOf(int vcpu) => _domains[_domainOf[vcpu]].Name;
}
