using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor.Credit2;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>Which pCPUs share a run queue under credit2.</summary>
public sealed class RunQueueMapTests
{
    // pCPUs, threads per core, cores per socket, sharing, most pCPUs in a queue: the sizes of the queues.
    [Theory]
    [InlineData(8, 2, 2, RunQueueSharing.Cpu, 16, "1 1 1 1 1 1 1 1")]
    [InlineData(8, 2, 2, RunQueueSharing.Core, 16, "2 2 2 2")]
    [InlineData(8, 2, 2, RunQueueSharing.Socket, 16, "4 4")]
    [InlineData(8, 2, 2, RunQueueSharing.Node, 16, "4 4")]
    [InlineData(8, 2, 2, RunQueueSharing.All, 16, "8")]
    [InlineData(16, 1, 0, RunQueueSharing.Socket, 16, "16")]
    [InlineData(20, 1, 0, RunQueueSharing.Socket, 16, "10 10")]
    [InlineData(96, 1, 48, RunQueueSharing.Socket, 16, "16 16 16 16 16 16")]
    [InlineData(12, 2, 0, RunQueueSharing.All, 5, "4 4 4")]
    [InlineData(4, 4, 0, RunQueueSharing.All, 2, "4")]
    public void Run_queues_follow_the_topology_and_are_not_too_large(
        int cores, int threads, int perSocket, RunQueueSharing sharing, int most, string sizes)
    {
        RunQueueMap map = new(new HostPlan
        {
            Name = "host",
            Cores = cores,
            ThreadsPerCore = threads,
            CoresPerSocket = perSocket,
            Machine = new MachineProfile { Name = "zero" },
            Scheduler = new SchedulerPlan
            {
                Kind = SchedulerKind.Credit2,
                Credit2 = new Credit2Plan { RunQueue = sharing, PcpusPerRunQueueMax = most },
            },
        });

        Assert.Equal(sizes, string.Join(' ', Enumerable.Range(0, map.Count).Select(map.SizeOf)));
        Assert.All(Enumerable.Range(0, cores), pcpu =>
        {
            Assert.True(map.PcpusOf(map.QueueOf(pcpu)).Contains(pcpu));
            Assert.True(sharing == RunQueueSharing.Cpu
                || map.QueueOf(pcpu) == map.QueueOf(pcpu / threads * threads), "siblings stay together");
        });
    }
}
