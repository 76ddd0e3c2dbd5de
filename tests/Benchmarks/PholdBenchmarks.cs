using BenchmarkDotNet.Attributes;
using Xenisol.Emulation.Time;

namespace Xenisol.Benchmarks;

/// <summary>How much of a bare heap loop's speed is left once components, order and digest are added?</summary>
[MemoryDiagnoser]
public class PholdBenchmarks
{
    private const long Events = 1_000_000;

    private Phold _phold = new(256);

    /// <summary>How many jobs are pending.</summary>
    [Params(256, 16_384)]
    public int Pending { get; set; }

    [GlobalSetup]
    public void SetUp() => _phold = new Phold(Pending);

    [Benchmark(Baseline = true, OperationsPerInvoke = (int)Events)]
    public long BareHeap() => _phold.Bare(Events);

    [Benchmark(OperationsPerInvoke = (int)Events)]
    public long QueueAlone() => _phold.Queue(Events);

    /// <summary>A virtual millisecond holds pending / 1 000 ns × 10⁶ events: one million a call, on average.</summary>
    [Benchmark(OperationsPerInvoke = (int)Events)]
    public long Engine() => _phold.Engine(Duration.FromNanoseconds(1_000 * Events / Pending));
}
