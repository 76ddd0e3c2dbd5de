using System.Globalization;

using Xenisol.Grains;

namespace Xenisol.Client.Xl;

/// <summary>The tables of domains, vCPUs and cpupools, with Xen's columns.</summary>
internal static class XlTables
{
    /// <summary>As <c>xl list</c>; memory is not emulated.</summary>
    public static void List(TextWriter output, XlHost host, Predicate<DomainSummary> shown, bool pool)
    {
        var more = pool ? "         Cpupool" : "";
        output.WriteLine($"Name                                        ID   Mem VCPUs\tState\tTime(s){more}");
        foreach (var domain in host.Domains.Where(domain => shown(domain)))
        {
            var time = XlTime.Seconds(domain.Vcpus.Sum(vcpu => vcpu.RunNanoseconds));
            var (state, vcpus) = (StateOf(domain), domain.Vcpus.Count);
            var name = pool ? $"{host.Name,16}" : "";
            Write(
                output, $"{domain.Name,-40} {domain.Number,5} {"-",5} {vcpus,5}     {state}  {time,8}{name}");
        }
    }

    /// <summary>As <c>xl vcpu-list</c>; its rows stand one column left of its header, as in Xen.</summary>
    public static void VcpuList(TextWriter output, XlHost host, Predicate<DomainSummary> shown)
    {
        output.WriteLine("Name                                ID  VCPU   CPU State   Time(s) Affinity (Hard / Soft)");
        foreach (var domain in host.Domains.Where(domain => shown(domain)))
        {
            foreach (var vcpu in domain.Vcpus)
            {
                var time = XlTime.Seconds(vcpu.RunNanoseconds);
                var hard = CpuList.Show(vcpu.HardAffinity, host.Plan.Cores);
                var soft = CpuList.Show(vcpu.SoftAffinity, host.Plan.Cores);
                var core = vcpu.Core < 0 ? "-" : vcpu.Core.ToString(CultureInfo.InvariantCulture);
                var state = StateOf(vcpu);
                Write(
                    output,
                    $"{domain.Name,-32} {domain.Number,5} {vcpu.Number,5}{core,5}   {state} {time,9}  {hard} / {soft}");
            }
        }
    }

    /// <summary>As <c>xl cpupool-list</c>: every host is a pool.</summary>
    public static void CpupoolList(TextWriter output, IEnumerable<XlHost> hosts)
    {
        Write(output, $"{"Name",-19}CPUs   Sched     Active   Domain count");
        foreach (var host in hosts)
        {
            Write(
                output,
                $"{host.Name,-19}{host.Plan.Cores,3} {host.Scheduler.Policy,9}       y       {host.Domains.Count,4}");
        }
    }

    /// <summary>As <c>xl cpupool-list -c</c>: the numbers of the pCPUs.</summary>
    public static void CpupoolCpus(TextWriter output, IEnumerable<XlHost> hosts)
    {
        Write(output, $"{"Name",-19}CPU list");
        foreach (var host in hosts)
        {
            Write(output, $"{host.Name,-19}{string.Join(',', Enumerable.Range(0, host.Plan.Cores))}");
        }
    }

    public static void Write(TextWriter output, FormattableString line) =>
        output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    // Running, blocked, paused, shutdown, crashed, dying: the last four are not emulated.
    private static string StateOf(DomainSummary domain) =>
        domain.Vcpus.Any(vcpu => vcpu.State == 'r') ? "r-----"
        : domain.Vcpus.All(vcpu => vcpu.State == 'b') ? "-b----"
        : "------";

    private static string StateOf(VcpuSummary vcpu) => vcpu.State switch
    {
        'r' => "r--",
        'b' => "-b-",
        _ => "---",
    };
}
