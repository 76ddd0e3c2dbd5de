using System.Globalization;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Measurement;

/// <summary>
/// A whole run as one partition that its caller advances: no actors, no threads, the same digest. For many small runs
/// beside each other, each on a thread of its own, such as the cells of an experiment.
/// </summary>
public sealed class SequentialRun
{
    private readonly World _world;
    private readonly Partition _partition;

    /// <summary>A run at its start.</summary>
    /// <param name="plan">The plan; every domain has its host.</param>
    /// <param name="watcher">Sees every timeline at work; null for nobody.</param>
    public SequentialRun(RunPlan plan, IWatcher? watcher = null)
    {
        _world = new World(plan);
        var timelines = new Timeline[_world.TimelineCount];
        for (var index = 0; index < timelines.Length; index++)
        {
            timelines[index] = _world.CreateTimeline(index);
            timelines[index].Watcher = watcher;
        }

        _partition = new Partition(timelines, timelines.Length, _world.Lookahead);
    }

    /// <summary>What is run.</summary>
    public RunPlan Plan => _world.Plan;

    /// <summary>Every component, in the order of identities.</summary>
    public IReadOnlyList<ComponentInfo> Components => _world.Components;

    /// <summary>Up to where it was advanced.</summary>
    public VirtualTime Boundary { get; private set; }

    /// <summary>How many messages were handled.</summary>
    public long Events => _partition.Events;

    /// <summary>Handles everything due before <paramref name="until"/>; at most to the plan's end.</summary>
    public void Advance(VirtualTime until)
    {
        Boundary = VirtualTime.Min(until, VirtualTime.Zero + Plan.Duration);
        _partition.Advance(Boundary);
    }

    /// <summary>The report of the run up to its boundary.</summary>
    public RunReport Report() => ReportBuilder.Build(_world, [.. Processes()], Boundary);

    /// <summary>The whole distributions of a domain's jobs up to the boundary, of which the report has percentiles.
    /// </summary>
    /// <param name="domain">The domain's name; the first of that name.</param>
    /// <exception cref="InvalidOperationException">There is no such domain, or it is a bare workload.</exception>
    public JobLatencies JobsOf(string domain) => DomainReporter.JobsOf(GuestOf(domain));

    /// <summary>The whole distribution of the round trips that a domain's first <c>ping</c> measured; null where it
    /// runs none.</summary>
    /// <param name="domain">The domain's name; the first of that name.</param>
    /// <exception cref="InvalidOperationException">There is no such domain, or it is a bare workload.</exception>
    public LatencyHistogram? RoundTripsOf(string domain) =>
        GuestOf(domain).Applications.OfType<PingApplication>().FirstOrDefault()?.RoundTrips;

    /// <summary>Payload that a domain's streams received in order since the end of the warm-up.</summary>
    /// <param name="domain">The domain's name; the first of that name.</param>
    /// <exception cref="InvalidOperationException">There is no such domain, or it is a bare workload.</exception>
    public long StreamBytesOf(string domain) =>
        GuestOf(domain).Applications.OfType<StreamApplication>().Sum(one => one.Stream.ReceivedBytes);

    /// <summary>The digest of the run up to its boundary, in 16 hexadecimal digits as <c>run</c> prints it.</summary>
    public string Digest()
    {
        var digest = default(MessageDigest);
        foreach (var process in Processes())
        {
            digest.Chain(process.Digest);
        }

        return digest.Value.ToString("x16", CultureInfo.InvariantCulture);
    }

    private GuestDomain GuestOf(string domain)
    {
        var info = Components.First(one => one.Kind == ComponentKind.Domain && one.Name == domain);
        return (GuestDomain)Processes().First(process => process.Id == info.Id);
    }

    private IEnumerable<LogicalProcess> Processes() =>
        _partition.Timelines.SelectMany(timeline => timeline.Processes).OrderBy(process => process.Id);
}
