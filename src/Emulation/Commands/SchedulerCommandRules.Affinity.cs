using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Commands;

/// <content>Affinities: a command for every 64 pCPUs of the host, from 0 on.</content>
public sealed partial class SchedulerCommandRules
{
    private const int PcpusPerWord = 64;

    private (MessageKind Kind, int Vcpu, long Word) _next;
    private bool _anyPcpu;

    /// <summary>In how many commands the host's pCPUs are announced.</summary>
    private int Words => (_host.Cores + PcpusPerWord - 1) / PcpusPerWord;

    private string? AffinityFault(MessageKind kind, int vcpu, long word, ulong pcpus)
    {
        if (word < 0 || word >= Words)
        {
            return $"Setting vcpu affinity: word {word} of pCPUs is none of host {_host.Name}, whose pCPUs 0 to "
                + $"{_host.Cores - 1} are in words 0 to {Words - 1} of {PcpusPerWord} each.";
        }

        var used = (int)Math.Min(_host.Cores - (word * PcpusPerWord), PcpusPerWord);
        if (used < PcpusPerWord && pcpus >> used != 0)
        {
            return $"Setting vcpu affinity: no such pCPU; host {_host.Name} has pCPUs 0 to {_host.Cores - 1}.";
        }

        if (word > 0 && _next != (kind, vcpu, word))
        {
            return $"Setting vcpu affinity: word {word} of pCPUs must follow word {word - 1} of the same vCPU.";
        }

        _anyPcpu = (word > 0 && _anyPcpu) || pcpus != 0;
        _next = (kind, vcpu, word + 1);
        return kind == MessageKind.SetHardAffinity && word == Words - 1 && !_anyPcpu
            ? $"Setting vcpu affinity: a hard affinity has at least one of pCPUs 0 to {_host.Cores - 1}."
            : null;
    }
}
