using Xenisol.Emulation.Fleet;

namespace Xenisol.Emulation.Hypervisor.Credit2;

/// <summary>Which pCPUs share a run queue. It never changes.</summary>
/// <remarks>
/// Xen's rule: a host of n pCPUs wants at least ⌈n / max⌉ queues, hence at most n / ⌈n / max⌉ pCPUs in each. In the
/// order of their numbers, a pCPU joins its sibling's queue; else the least full of those queues of its topology that
/// have room for it and its siblings; else it gets a new one.
/// </remarks>
internal sealed class RunQueueMap
{
    private readonly int _threadsPerCore;
    private readonly int _threadsPerSocket;
    private readonly int[] _queueOf;
    private readonly PcpuSet[] _pcpusOf;
    private readonly int[] _sizeOf;

    public RunQueueMap(HostPlan host)
    {
        _threadsPerCore = host.ThreadsPerCore;
        _threadsPerSocket = host.CoresPerSocket == 0 ? host.Cores : host.CoresPerSocket * host.ThreadsPerCore;
        _queueOf = new int[host.Cores];
        var plan = host.Scheduler.Credit2;
        var most = host.Cores / (((host.Cores - 1) / plan.PcpusPerRunQueueMax) + 1);
        List<List<int>> queues = [];
        for (var pcpu = 0; pcpu < host.Cores; pcpu++)
        {
            _queueOf[pcpu] = QueueFor(pcpu, plan.RunQueue, queues, most);
            if (_queueOf[pcpu] == queues.Count)
            {
                queues.Add([]);
            }

            queues[_queueOf[pcpu]].Add(pcpu);
        }

        _pcpusOf = [.. queues.Select(pcpus => PcpuSet.Of(host.Cores, pcpus))];
        _sizeOf = [.. queues.Select(pcpus => pcpus.Count)];
    }

    /// <summary>How many run queues there are.</summary>
    public int Count => _pcpusOf.Length;

    /// <summary>The run queue of a pCPU.</summary>
    public int QueueOf(int pcpu) => _queueOf[pcpu];

    /// <summary>The pCPUs of a run queue.</summary>
    public PcpuSet PcpusOf(int queue) => _pcpusOf[queue];

    /// <summary>How many pCPUs share a run queue.</summary>
    public int SizeOf(int queue) => _sizeOf[queue];

    /// <summary>Whether all threads of a pCPU's core that share its run queue are in a set.</summary>
    public bool IsWholeCoreIn(PcpuSet set, int pcpu)
    {
        var first = pcpu / _threadsPerCore * _threadsPerCore;
        for (var thread = first; thread < Math.Min(first + _threadsPerCore, _queueOf.Length); thread++)
        {
            if (_queueOf[thread] == _queueOf[pcpu] && !set.Contains(thread))
            {
                return false;
            }
        }

        return true;
    }

    private int QueueFor(int pcpu, RunQueueSharing sharing, List<List<int>> queues, int most)
    {
        var best = queues.Count;
        for (var queue = 0; queue < queues.Count; queue++)
        {
            if (!Share(queues[queue][0], pcpu, sharing))
            {
                continue;
            }

            if (queues[queue].Exists(other => CoreOf(other) == CoreOf(pcpu)))
            {
                return queue;
            }

            var cores = queues[queue].Select(CoreOf).Distinct().Count();
            var hasRoom = (cores + 1) * _threadsPerCore <= most;
            if (hasRoom && (best == queues.Count || queues[queue].Count < queues[best].Count))
            {
                best = queue;
            }
        }

        return best;
    }

    private bool Share(int one, int other, RunQueueSharing sharing) => sharing switch
    {
        RunQueueSharing.Cpu => false,
        RunQueueSharing.Core => CoreOf(one) == CoreOf(other),
        RunQueueSharing.All => true,
        _ => one / _threadsPerSocket == other / _threadsPerSocket,
    };

    private int CoreOf(int pcpu) => pcpu / _threadsPerCore;
}
