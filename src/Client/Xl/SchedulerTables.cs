using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Grains;

using static Xenisol.Client.Xl.XlTables;

namespace Xenisol.Client.Xl;

/// <summary>The tables of the schedulers' verbs, with Xen's columns.</summary>
internal static class SchedulerTables
{
    private const long Microsecond = 1_000;
    private const long Millisecond = 1_000_000;

    /// <summary>The pool's line of credit and credit2.</summary>
    public static void CreditPool(TextWriter output, XlHost host)
    {
        var scheduler = host.Scheduler;
        var ratelimit = scheduler.RatelimitNanoseconds / Microsecond;
        if (scheduler.Policy == "credit2")
        {
            Write(output, $"Cpupool {host.Name}: ratelimit={ratelimit}us");
            return;
        }

        var timeslice = scheduler.TimesliceNanoseconds / Millisecond;
        var delay = scheduler.MigrationDelayNanoseconds / Microsecond;
        Write(
            output, $"Cpupool {host.Name}: tslice={timeslice}ms ratelimit={ratelimit}us migration-delay={delay}us");
    }

    /// <summary>Weight and cap of each domain, as <c>xl sched-credit</c> and <c>sched-credit2</c>.</summary>
    public static void Credit(TextWriter output, IEnumerable<DomainSummary> domains)
    {
        Write(output, $"{"Name",-33} {"ID",4} {"Weight",6} {"Cap",4}");
        foreach (var domain in domains)
        {
            var first = domain.Vcpus[0];
            Write(output, $"{domain.Name,-33} {domain.Number,4} {first.Weight,6} {first.CapPercent,4}");
        }
    }

    /// <summary>The defaults, once a domain: Xen keeps no others of whole domains.</summary>
    public static void RtdsDomains(TextWriter output, IEnumerable<DomainSummary> domains)
    {
        Write(output, $"{"Name",-33} {"ID",4} {"Period",9} {"Budget",9} {"Extratime",10}");
        foreach (var domain in domains)
        {
            var (period, budget) = (Micro(RtdsDefaults.Period), Micro(RtdsDefaults.Budget));
            var extra = Flag(RtdsDefaults.ExtraTime);
            Write(output, $"{domain.Name,-33} {domain.Number,4} {period,9} {budget,9} {extra,10}");
        }
    }

    /// <summary>Period and budget in µs of vCPUs under RTDS; of all where none is named.</summary>
    public static void RtdsVcpus(TextWriter output, IEnumerable<DomainSummary> domains, IReadOnlyList<int> vcpus)
    {
        Write(output, $"{"Name",-33} {"ID",4} {"VCPU",4} {"Period",9} {"Budget",9} {"Extratime",10}");
        foreach (var domain in domains)
        {
            foreach (var vcpu in vcpus.Count == 0 ? domain.Vcpus : vcpus.Select(number => domain.Vcpus[number]))
            {
                var (period, budget) = (vcpu.PeriodNanoseconds / Microsecond, vcpu.SliceNanoseconds / Microsecond);
                var (id, extra) = (domain.Number, Flag(vcpu.ExtraTime));
                Write(
                    output, $"{domain.Name,-33} {id,4} {vcpu.Number,4} {period,9} {budget,9} {extra,10}");
            }
        }
    }

    /// <summary>Period and slice of each vCPU; one without a reservation is credit's, or takes turns under EDF.
    /// </summary>
    public static void Edf(TextWriter output, IEnumerable<DomainSummary> domains)
    {
        Write(output, $"{"Name",-33} {"ID",4} {"VCPU",4} {"Class",6} {"Period(ms)",10} {"Slice(ms)",10}");
        foreach (var domain in domains)
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

    private static string Flag(bool isSet) => isSet ? "yes" : "no";

    private static long Micro(Duration length) => length.Nanoseconds / Microsecond;
}
