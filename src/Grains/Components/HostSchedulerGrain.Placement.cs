using System.Globalization;
using Xenisol.Emulation.Commands;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Time;
using Xenisol.Grains.Hosts;

namespace Xenisol.Grains.Components;

/// <content>Reservations and affinities: what must find room on cores.</content>
/// <remarks>
/// What does not fit at the last boundary is refused. Should the room be gone at the next one, the scheduler refuses.
/// </remarks>
internal sealed partial class HostSchedulerGrain
{
    private const int PcpusPerWord = 64;

    public async Task<IReadOnlyList<LoggedCommand>> SetEdf(
        string domain, int vcpu, long periodNanoseconds, long sliceNanoseconds)
    {
        var (_, found) = await Find(domain);
        var (process, at) = await Read();
        var scheduler = (IHostSchedulerView)process;
        var rules = await Rules();
        List<ComponentCommand> commands = [];
        foreach (var index in VcpusOf(found, vcpu))
        {
            commands.Add(Checked(rules, CommandOf(MessageKind.SetEdf, index, periodNanoseconds, sliceNanoseconds)));
            if (sliceNanoseconds > 0)
            {
                var answer = scheduler.CanReserve(
                    index,
                    Duration.FromNanoseconds(periodNanoseconds),
                    Duration.FromNanoseconds(sliceNanoseconds),
                    at);
                Require(answer, found, index, $"{SchedulerCommandRules.Shown(sliceNanoseconds)} in every "
                    + SchedulerCommandRules.Shown(periodNanoseconds));
            }

            Rehearse(process, at, commands[^1]);
        }

        return await Give(commands);
    }

    public async Task<IReadOnlyList<LoggedCommand>> SetAffinity(
        string domain, int vcpu, IReadOnlyList<int>? hard, IReadOnlyList<int>? soft)
    {
        var (host, found) = await Find(domain);
        var indices = VcpusOf(found, vcpu);
        if (hard is null && soft is null)
        {
            throw new RunFailedException("Setting vcpu affinity: neither a hard nor a soft affinity was given.");
        }

        IReadOnlyList<int>? reachable = hard is null ? null : [.. hard.Where(pcpu => pcpu >= 0 && pcpu < host.Cores)];
        if (reachable is { Count: 0 })
        {
            throw new RunFailedException(
                $"Setting vcpu affinity: no such pCPU; host {host.Name} has pCPUs 0 to {host.Cores - 1}.");
        }

        var (process, at) = await Read();
        var scheduler = (IHostSchedulerView)process;
        var rules = await Rules();
        List<ComponentCommand> commands = [];
        foreach (var index in indices)
        {
            if (reachable is not null)
            {
                var answer = scheduler.CanPin(index, reachable, at);
                Require(answer, found, index, $"its reservation on pCPU {string.Join(',', reachable)}");
                Announce(MessageKind.SetHardAffinity, index, reachable);
            }

            if (soft is not null)
            {
                Announce(MessageKind.SetSoftAffinity, index, [.. soft.Where(pcpu => pcpu >= 0 && pcpu < host.Cores)]);
            }
        }

        return await Give(commands);

        void Announce(MessageKind kind, int index, IReadOnlyList<int> pcpus)
        {
            var words = new ulong[(host.Cores + PcpusPerWord - 1) / PcpusPerWord];
            foreach (var pcpu in pcpus)
            {
                words[pcpu / PcpusPerWord] |= 1UL << (pcpu % PcpusPerWord);
            }

            for (var word = 0; word < words.Length; word++)
            {
                commands.Add(Checked(rules, CommandOf(kind, index, word, unchecked((long)words[word]))));
                Rehearse(process, at, commands[^1]);
            }
        }
    }

    private static void Require(in ReservationAnswer answer, HostDomain domain, int index, string wanted)
    {
        if (!answer.Admitted)
        {
            throw new RunFailedException(string.Create(
                CultureInfo.InvariantCulture,
                $"Domain {domain.Name} cannot have {wanted} for vCPU {index - domain.FirstVcpu}: no core has that "
                + $"left; pCPU {answer.RoomiestPcpu} has most, "
                + $"{answer.LeftPpb / 10_000_000}.{answer.LeftPpb / 100_000 % 100:00} %."));
        }
    }
}
