using Xenisol.Client.Runs;
using Xenisol.Emulation.Fleet;
using Xenisol.Grains;
using Xenisol.Silo;

namespace Xenisol.Client.Xl;

/// <summary>The running emulation that <c>xl</c> speaks to.</summary>
internal sealed class XlTarget : IAsyncDisposable
{
    private readonly ICluster _cluster;

    private XlTarget(ICluster cluster, string run, RunPlan plan)
    {
        _cluster = cluster;
        Run = run;
        Plan = plan;
    }

    public string Run { get; }

    public RunPlan Plan { get; }

    /// <summary>Finds the run by its name, or takes the only one, and connects.</summary>
    /// <exception cref="XlException">There is no such run, or more than one.</exception>
    /// <exception cref="IOException">It does not answer.</exception>
    public static async Task<XlTarget> Find(RunEndpoints endpoints, string? name, CancellationToken cancellation)
    {
        var endpoint = Choose(endpoints.List(), name);
        var cluster = await RemoteCluster.Connect(endpoint.Gateway, cancellation);
        try
        {
            var layout = await cluster.Grains.GetGrain<IRunGrain>(endpoint.Run).GetLayout();
            return new XlTarget(cluster, endpoint.Run, RunPlanJson.Read(layout.Plan));
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>The domains of each host, hosts in the plan's order.</summary>
    public async Task<IReadOnlyList<XlHost>> Hosts()
    {
        List<XlHost> hosts = [];
        foreach (var host in Plan.Hosts)
        {
            var grain = _cluster.Grains.GetGrain<IHostGrain>(GrainKeys.Host(Run, host.Name));
            hosts.Add(new XlHost(host, await SchedulerOf(host.Name).GetSummary(), await grain.GetDomains()));
        }

        return hosts;
    }

    public IHostSchedulerGrain SchedulerOf(string host)
    {
        var component = new World(Plan).Components.First(
            one => one.Kind == ComponentKind.HostScheduler && one.Host == host);
        return _cluster.Grains.GetGrain<IHostSchedulerGrain>(GrainKeys.Component(Run, component));
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private static RunEndpoint Choose(IReadOnlyList<RunEndpoint> running, string? name)
    {
        var names = string.Join(", ", running.Select(endpoint => endpoint.Run));
        var matching = running.Where(endpoint => name is null || endpoint.Run == name).ToList();
        return matching.Count switch
        {
            1 => matching[0],
            0 when running.Count == 0 => throw new XlException(
                "No run goes on; start one with xenisol run SCENARIO --pace 1."),
            0 => throw new XlException($"No run is called {name}; running: {names}."),
            _ => throw new XlException($"More than one run goes on; choose with --run NAME among: {names}."),
        };
    }
}
