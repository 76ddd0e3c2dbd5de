using Xenisol.Emulation.Fleet;

namespace Xenisol.Client.Timelines;

/// <summary>Numbers hosts, domains, vCPUs and tracks of a timeline.</summary>
internal static class TimelineLayout
{
    /// <summary>The timelines of a run's hosts.</summary>
    public static HostTimeline[] Hosts(World world, PerfettoWriter writer, TimelineTally tally)
    {
        var hosts = world.Plan.Hosts;
        var timelines = new HostTimeline[hosts.Count];
        var shared = (writer, new JobsUnderWay(), tally);
        var tid = 0;
        for (var host = 0; host < timelines.Length; host++)
        {
            var vcpus = Vcpus(world, host, ref tid);
            timelines[host] = new HostTimeline(
                host,
                hosts[host],
                hosts.Count == 1 ? 0 : host + 1,
                world.Components.First(component => component.Timeline == host).Id,
                migrations: host + 1,
                vcpus,
                shared);
        }

        return timelines;
    }

    private static List<TimelineVcpu> Vcpus(World world, int host, ref int tid)
    {
        var hosts = world.Plan.Hosts;
        var vcpus = new List<TimelineVcpu>();
        foreach (var (domain, number) in world.VcpusOf(host))
        {
            tid++;
            var name = world.Components[domain].Name;
            vcpus.Add(new TimelineVcpu(
                tid - number,
                tid,
                hosts.Count + tid,
                hosts.Count == 1 ? name : $"{hosts[host].Name}/{name}",
                number));
        }

        return vcpus;
    }
}
