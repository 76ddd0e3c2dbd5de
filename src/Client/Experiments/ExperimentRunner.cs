using System.Collections.Concurrent;

using Xenisol.Client.Terminals;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;

namespace Xenisol.Client.Experiments;

/// <summary>
/// Runs cells beside each other, each on a thread of its own without actors: their digests are those of <c>run</c>.
/// </summary>
internal sealed class ExperimentRunner(int threads, IProgressView progress, TimeProvider clock)
{
    /// <summary>In so many steps a run advances; between them it can be interrupted.</summary>
    private const int Steps = 100;

    private readonly Lock _showing = new();
    private long _doneNanoseconds;
    private int _doneCells;

    /// <summary>Runs all cells, or as many as there is time for.</summary>
    /// <returns>Those that are complete, in their order.</returns>
    public IReadOnlyList<CellResult> Run(IReadOnlyList<PreparedCell> cells, CancellationToken interrupted)
    {
        var results = new CellResult?[cells.Count];
        var work = new Work(cells.Count, cells.Sum(Weight), clock.GetTimestamp());
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads };
        // One cell at a time, in their order: they differ much in length.
        var order = Partitioner.Create(Enumerable.Range(0, cells.Count), EnumerablePartitionerOptions.NoBuffering);
        Show(work);
        Parallel.ForEach(order, options, (index, loop) =>
        {
            results[index] = Run(cells[index], work, interrupted);
            if (interrupted.IsCancellationRequested)
            {
                loop.Stop();
            }
        });
        return [.. results.OfType<CellResult>()];
    }

    private CellResult? Run(PreparedCell cell, Work work, CancellationToken interrupted)
    {
        SequentialRun run = new(cell.Plan, cell.Cell.Watcher);
        var end = cell.Plan.Duration.Nanoseconds;
        for (var step = 1; step <= Steps; step++)
        {
            if (interrupted.IsCancellationRequested)
            {
                return null;
            }

            run.Advance(VirtualTime.FromNanoseconds((long)((Int128)end * step / Steps)));
            Interlocked.Add(ref _doneNanoseconds, Weight(cell) / Steps);
            Show(work);
        }

        CellResult result = new(cell, cell.Cell.Measure(run), run.Events, run.Digest());
        Interlocked.Increment(ref _doneCells);
        Show(work);
        return result;
    }

    private void Show(Work work)
    {
        lock (_showing)
        {
            var done = Volatile.Read(ref _doneCells);
            var part = done == work.Cells
                ? 1
                : Math.Min(1.0, (double)Interlocked.Read(ref _doneNanoseconds) / work.Nanoseconds);
            var elapsed = clock.GetElapsedTime(work.Started).TotalSeconds;
            var left = done == work.Cells || part <= 0 || elapsed < 0.5
                ? ""
                : FormattableString.Invariant($", {elapsed / part * (1 - part):0} s left");
            progress.Show(new ProgressStep(
                part,
                FormattableString.Invariant($"{done} of {work.Cells} cells ({part * 100:0} %){left}"),
                done == work.Cells));
        }
    }

    /// <summary>Work grows with time and with cores, more or less.</summary>
    private static long Weight(PreparedCell cell) =>
        cell.Plan.Duration.Nanoseconds / 1_000 * cell.Plan.Hosts.Sum(host => host.Cores);

    private sealed record Work(int Cells, long Nanoseconds, long Started);
}
