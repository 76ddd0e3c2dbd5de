using System.Globalization;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Time;
using Xenisol.Grains.Hosts;
using Xenisol.Grains.Placement;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Components;

/// <summary>A host's scheduler.</summary>
[HostPlacement]
internal sealed class HostSchedulerGrain(RunDirectory directory)
    : ComponentGrain(directory), IHostSchedulerGrain
{
    private const int MaxWeight = 65_535;

    public async Task<IReadOnlyList<DomainSummary>> GetDomains()
    {
        var run = await GetRun();
        var host = run.Host(run.Component(Path).Host);
        var (scheduler, at) = await View();
        var vcpus = scheduler.VcpusAt(at);
        return [.. HostDomain.Of(run, host).Select(domain => domain.Summarise(host.Name, vcpus))];
    }

    public async Task<IReadOnlyList<LoggedCommand>> SetCredit(string domain, int weight, int capPercent)
    {
        var (host, found) = await Find(domain);
        if (host.Scheduler.Kind is SchedulerKind.Rtds or SchedulerKind.Sedf or SchedulerKind.Null)
        {
            throw new RunFailedException(
                $"Host {host.Name} has scheduler {host.Scheduler.Kind}, which has neither weights nor caps.");
        }

        if (weight is < 1 or > MaxWeight || capPercent < 0 || capPercent > 100 * found.Vcpus.Count)
        {
            throw new RunFailedException(
                $"Weight {weight} and cap {capPercent} % do not suit domain {domain}: a weight is 1 to {MaxWeight}, "
                + $"a cap 0 (none) to {100 * found.Vcpus.Count} %.");
        }

        return [await Command(MessageKind.SetCredit, found.Number, weight, capPercent)];
    }

    public async Task<IReadOnlyList<LoggedCommand>> SetEdf(
        string domain, int vcpu, long periodNanoseconds, long sliceNanoseconds)
    {
        var (host, found) = await Find(domain);
        if (host.Scheduler.Kind is not (SchedulerKind.Hybrid or SchedulerKind.Edf or SchedulerKind.GlobalEdf))
        {
            throw new RunFailedException(
                $"Host {host.Name} has scheduler {host.Scheduler.Kind}, which has no reservations; Hybrid, "
                + "Edf and GlobalEdf have.");
        }

        if (periodNanoseconds <= 0 || sliceNanoseconds < 0 || sliceNanoseconds > periodNanoseconds)
        {
            throw new RunFailedException(
                $"Slice {Shown(sliceNanoseconds)} does not suit period {Shown(periodNanoseconds)}: the period is "
                + "positive, the slice at most the period, and a slice of 0 switches back to credit.");
        }

        if (vcpu < -1 || vcpu >= found.Vcpus.Count)
        {
            throw new RunFailedException(
                $"Domain {domain} has no vCPU {vcpu}; it has 0 to {found.Vcpus.Count - 1}, and -1 stands for all.");
        }

        await Admit(domain, found, vcpu, periodNanoseconds, sliceNanoseconds);

        // Given together, so that they meet the same boundary.
        var first = vcpu < 0 ? 0 : vcpu;
        var count = vcpu < 0 ? found.Vcpus.Count : 1;
        return await Task.WhenAll(Enumerable.Range(found.FirstVcpu + first, count).Select(
            index => Command(MessageKind.SetEdf, index, periodNanoseconds, sliceNanoseconds)));
    }

    /// <summary>
    /// Refuses what the scheduler could not reserve now; should the room be gone at the boundary, it refuses then.
    /// </summary>
    private async Task Admit(string domain, HostDomain found, int vcpu, long periodNanoseconds, long sliceNanoseconds)
    {
        if (sliceNanoseconds == 0)
        {
            return;
        }

        var (scheduler, _) = await View();
        var answer = scheduler.CanReserve(
            found.FirstVcpu + Math.Max(vcpu, 0),
            Duration.FromNanoseconds(periodNanoseconds),
            Duration.FromNanoseconds(sliceNanoseconds));
        if (!answer.Admitted)
        {
            throw new RunFailedException(string.Create(
                CultureInfo.InvariantCulture,
                $"Domain {domain} cannot have {Shown(sliceNanoseconds)} in every {Shown(periodNanoseconds)}: no core "
                + $"has that left; pCPU {answer.RoomiestPcpu} has most, "
                + $"{answer.LeftPpb / 10_000_000}.{answer.LeftPpb / 100_000 % 100:00} %."));
        }
    }

    /// <summary>A length in milliseconds, as commands give it.</summary>
    private static string Shown(long nanoseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1_000_000m:0.######} ms");

    private async Task<(IHostSchedulerView Scheduler, VirtualTime At)> View()
    {
        var (process, at) = await Read();
        return process is IHostSchedulerView scheduler
            ? (scheduler, at)
            : throw new RunFailedException($"Component {Path} is no host scheduler.");
    }

    private async Task<(HostPlan Host, HostDomain Domain)> Find(string domain)
    {
        var run = await GetRun();
        var host = run.Host(run.Component(Path).Host);
        var domains = HostDomain.Of(run, host);
        var found = domains.FirstOrDefault(d => string.Equals(d.Name, domain, StringComparison.Ordinal));
        return found is not null
            ? (host, found)
            : throw new RunFailedException(
                $"Host {host.Name} has no domain {domain}; it has {string.Join(", ", domains.Select(d => d.Name))}.");
    }
}
