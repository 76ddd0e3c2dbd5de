using System.Globalization;

using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Grains;

namespace Xenisol.Client.Xl;

/// <summary>The tables of <c>xl</c>, with Xen's columns.</summary>
internal static class XlTables
{
    /// <summary>As <c>xl list</c>; memory is not emulated.</summary>
    public static void List(TextWriter output, XlHost host)
    {
        output.WriteLine("Name                                        ID   Mem VCPUs\tState\tTime(s)");
        foreach (var domain in host.Domains)
        {
            var time = XlTime.Seconds(domain.Vcpus.Sum(vcpu => vcpu.RunNanoseconds));
            var vcpus = domain.Vcpus.Count;
            var state = StateOf(domain);
            Write(
                output,
                $"{domain.Name,-40} {domain.Number,5} {"-",5} {vcpus,5}     {state}  {time,8}");
        }
    }

    /// <summary>As <c>xl vcpu-list</c>.</summary>
    public static void VcpuList(TextWriter output, XlHost host, RunPlan plan)
    {
        output.WriteLine("Name                                ID  VCPU   CPU State   Time(s) Affinity (Hard / Soft)");
        foreach (var domain in host.Domains)
        {
            var planned = VcpusOf(host.Plan, plan, domain);
            foreach (var vcpu in domain.Vcpus)
            {
                var core = vcpu.Core < 0 ? "-" : vcpu.Core.ToString(CultureInfo.InvariantCulture);
                var time = XlTime.Seconds(vcpu.RunNanoseconds);
                var hard = Cores(planned[vcpu.Number].Affinity);
                var soft = Cores(planned[vcpu.Number].SoftAffinity);
                var state = StateOf(vcpu);
                Write(
                    output,
                    $"{domain.Name,-32} {domain.Number,5} {vcpu.Number,5} {core,5}   {state} {time,9} {hard} / {soft}");
            }
        }
    }

    /// <summary>As <c>xl sched-credit</c>: the pool's line, then weight and cap of each domain.</summary>
    public static void Credit(TextWriter output, XlHost host, DomainSummary? only)
    {
        if (only is null)
        {
            var timeslice = Whole(host.Plan.Scheduler.Timeslice, 1_000_000);
            var ratelimit = Whole(host.Plan.Scheduler.Ratelimit, 1_000);
            var delay = Whole(host.Plan.Scheduler.MigrationDelay, 1_000);
            Write(
                output,
                $"Cpupool {host.Plan.Name}: tslice={timeslice}ms ratelimit={ratelimit}us migration-delay={delay}us");
        }

        Write(output, $"{"Name",-33} {"ID",4} {"Weight",6} {"Cap",4}");
        foreach (var domain in Shown(host, only))
        {
            var first = domain.Vcpus[0];
            Write(output, $"{domain.Name,-33} {domain.Number,4} {first.Weight,6} {first.CapPercent,4}");
        }
    }

    /// <summary>Period and slice of each vCPU; a vCPU without a reservation is credit's.</summary>
    public static void Edf(TextWriter output, XlHost host, DomainSummary? only)
    {
        if (only is null)
        {
            Write(output, $"Cpupool {host.Plan.Name}: sched={host.Plan.Scheduler.Kind.ToString().ToLowerInvariant()}");
        }

        Write(output, $"{"Name",-33} {"ID",4} {"VCPU",4} {"Class",6} {"Period(ms)",10} {"Slice(ms)",10}");
        foreach (var domain in Shown(host, only))
        {
            foreach (var vcpu in domain.Vcpus)
            {
                var isEdf = vcpu.PeriodNanoseconds > 0;
                var period = isEdf ? XlTime.Milliseconds(vcpu.PeriodNanoseconds) : "-";
                var slice = isEdf ? XlTime.Milliseconds(vcpu.SliceNanoseconds) : "-";
                var kind = isEdf ? "edf" : "credit";
                Write(
                    output,
                    $"{domain.Name,-33} {domain.Number,4} {vcpu.Number,4} {kind,6} {period,10} {slice,10}");
            }
        }
    }

    private static IReadOnlyList<DomainSummary> Shown(XlHost host, DomainSummary? only) =>
        only is null ? host.Domains : [only];

    private static IReadOnlyList<VcpuPlan> VcpusOf(HostPlan host, RunPlan plan, DomainSummary domain) =>
        plan.Domains.FirstOrDefault(one => one.Name == domain.Name && one.Host == host.Name)?.Vcpus
            ?? host.DriverDomain?.Vcpus
            ?? [];

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

    private static string Cores(IReadOnlyList<int> cores) => cores.Count == 0 ? "all" : string.Join(',', cores);

    private static long Whole(Duration length, long unit) => length.Nanoseconds / unit;

    private static void Write(TextWriter output, FormattableString line) =>
        output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
