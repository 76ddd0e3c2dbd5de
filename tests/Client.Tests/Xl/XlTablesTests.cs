using Xenisol.Client.Tests.Golden;
using Xenisol.Client.Xl;

namespace Xenisol.Client.Tests.Xl;

/// <summary>Every table, with the columns of Xen's own xl, to the blank.</summary>
public sealed class XlTablesTests
{
    [Fact]
    public void Domains() => Matches("list", output => XlTables.List(output, SampleHosts.Credit, _ => true, false));

    [Fact]
    public void Domains_with_their_cpupool() =>
        Matches("list-cpupool", output => XlTables.List(output, SampleHosts.Credit, one => one.Number > 0, true));

    [Fact]
    public void Vcpus() => Matches("vcpu-list", output => XlTables.VcpuList(output, SampleHosts.Credit, _ => true));

    [Fact]
    public void Cpupools() => Matches(
        "cpupool-list", output => XlTables.CpupoolList(output, [SampleHosts.Credit, SampleHosts.Rtds]));

    [Fact]
    public void Cpupools_with_their_cpus() => Matches(
        "cpupool-list-cpus", output => XlTables.CpupoolCpus(output, [SampleHosts.Credit, SampleHosts.Hybrid]));

    [Fact]
    public void Credit() => Matches("sched-credit", output =>
    {
        SchedulerTables.CreditPool(output, SampleHosts.Credit);
        SchedulerTables.Credit(output, SampleHosts.Credit.Domains);
    });

    [Fact]
    public void Credit2() => Matches("sched-credit2", output =>
    {
        SchedulerTables.CreditPool(output, SampleHosts.Credit2);
        SchedulerTables.Credit(output, SampleHosts.Credit2.Domains);
    });

    [Fact]
    public void Rtds() => Matches(
        "sched-rtds", output => SchedulerTables.RtdsDomains(output, SampleHosts.Rtds.Domains));

    [Fact]
    public void Rtds_of_every_vcpu() => Matches(
        "sched-rtds-vcpus", output => SchedulerTables.RtdsVcpus(output, SampleHosts.Rtds.Domains, []));

    [Fact]
    public void Rtds_of_the_vcpus_that_are_named() => Matches(
        "sched-rtds-named", output => SchedulerTables.RtdsVcpus(output, [SampleHosts.Rtds.Domains[1]], [1]));

    [Fact]
    public void Edf() => Matches("sched-edf", output => SchedulerTables.Edf(output, SampleHosts.Hybrid.Domains));

    private static void Matches(string name, Action<TextWriter> write)
    {
        using StringWriter output = new();
        write(output);
        GoldenText.Equal($"xl-{name}.txt", output.ToString());
    }
}
