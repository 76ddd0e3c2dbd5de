using Xenisol.Emulation.Fleet;
using Xenisol.Grains;

namespace Xenisol.Cluster.Tests;

/// <summary>Starts runs and waits for their ends.</summary>
internal static class RunDriver
{
    private static int _count;

    /// <summary>A run under a name of its own.</summary>
    public static IRunGrain NewRun(this IClusterClient client) =>
        client.GetGrain<IRunGrain>($"run{Interlocked.Increment(ref _count)}");

    /// <summary>Runs a plan to its end and closes the run.</summary>
    public static async Task<RunResult> Run(
        this IClusterClient client, RunPlan plan, Func<RunStart, RunStart>? with = null)
    {
        var run = client.NewRun();
        await run.Start(StartOf(plan, with));
        var result = await run.Result();
        await run.Close();
        return result;
    }

    public static RunStart StartOf(RunPlan plan, Func<RunStart, RunStart>? with = null)
    {
        var start = new RunStart { Plan = RunPlanJson.Write(plan) };
        return with is null ? start : with(start);
    }

    /// <summary>The result, once the run is over.</summary>
    public static async Task<RunResult> Result(this IRunGrain run)
    {
        await run.End();
        return await run.GetResult();
    }

    /// <summary>The last progress, once the run is over.</summary>
    public static async Task<RunProgress> End(this IRunGrain run)
    {
        RunProgress? last = null;
        await foreach (var progress in run.Watch(TestContext.Current.CancellationToken))
        {
            last = progress;
        }

        Assert.NotNull(last);
        return last;
    }
}
