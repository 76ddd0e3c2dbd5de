using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Measurement;

/// <summary>
/// The CPU time that domains got from the end of the warm-up to an instant, to the nanosecond: the sum over the domains
/// of a host is what its cores ran.
/// </summary>
/// <remarks>
/// A domain is told what it got when its vCPU leaves the core, completes or is recalled. What is in progress at the end
/// is added here; what was in progress when the warm-up ended was told after it, and the part before is taken off.
/// </remarks>
internal sealed class DeliveredCpu
{
    private readonly Dictionary<(int Domain, int Vcpu), long> _inProgress = [];
    private readonly Dictionary<(int Domain, int Vcpu), long> _inProgressBefore = [];
    private readonly Dictionary<int, long> _untold = [];

    /// <summary>Reads the cores.</summary>
    /// <param name="components">All components in the order of identities.</param>
    /// <param name="warmup">When measuring begins.</param>
    /// <param name="end">The boundary that they stand at.</param>
    public DeliveredCpu(IEnumerable<LogicalProcess> components, VirtualTime warmup, VirtualTime end)
    {
        foreach (var core in components.OfType<PhysicalCore>())
        {
            var running = core.InProgressAt(end);
            Add(_inProgress, (running.Domain, running.Vcpu), running.Nanoseconds);
            if (end > warmup)
            {
                var before = core.InProgressAtWarmup;
                Add(_untold, running.Domain, running.Nanoseconds);
                Add(_untold, before.Domain, -before.Nanoseconds);
                Add(_inProgressBefore, (before.Domain, before.Vcpu), before.Nanoseconds);
            }
        }
    }

    /// <summary>What all vCPUs of a domain got.</summary>
    public Duration To(GuestDomain domain) =>
        domain.Told() + Duration.FromNanoseconds(_untold.GetValueOrDefault(domain.Id));

    /// <summary>What a vCPU has run since its domain was last told, before the end of the warm-up too.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="vcpu">Its number in the domain.</param>
    public Duration InProgress(GuestDomain domain, int vcpu) =>
        Duration.FromNanoseconds(_inProgress.GetValueOrDefault((domain.Id, domain.HostVcpu(vcpu))));

    /// <summary>The same when the warm-up ended; zero if it has not.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="vcpu">Its number in the domain.</param>
    public Duration InProgressAtWarmup(GuestDomain domain, int vcpu) =>
        Duration.FromNanoseconds(_inProgressBefore.GetValueOrDefault((domain.Id, domain.HostVcpu(vcpu))));

    private static void Add<TKey>(Dictionary<TKey, long> sums, TKey key, long nanoseconds)
        where TKey : notnull => sums[key] = sums.GetValueOrDefault(key) + nanoseconds;
}
