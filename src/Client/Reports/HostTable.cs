using Xenisol.Emulation.Measurement;

namespace Xenisol.Client.Reports;

/// <summary>
/// What the cores of each host did in the whole run, and the load of its driver domain, in parts of one core, after the
/// warm-up.
/// </summary>
internal static class HostTable
{
    public static TextTable Of(RunReport report)
    {
        TextTable table = new(
            new("Host", AlignsLeft: true),
            new("Driver domain", 1),
            new("load", 1),
            new("Cores run", 2),
            new("switch", 2),
            new("interrupt", 2),
            new("hypervisor", 2),
            new("idle", 2),
            new("Switches", 3));
        foreach (var host in report.Hosts)
        {
            var all = (host.Run + host.Switch + host.Interrupt + host.Hypervisor + host.Idle).Nanoseconds;
            table.Add(
                host.Host,
                Readable.Time(host.DriverDomain),
                Readable.Part(host.DriverDomain.Nanoseconds, report.Measured.Nanoseconds),
                Readable.Part(host.Run.Nanoseconds, all),
                Readable.Part(host.Switch.Nanoseconds, all),
                Readable.Part(host.Interrupt.Nanoseconds, all),
                Readable.Part(host.Hypervisor.Nanoseconds, all),
                Readable.Part(host.Idle.Nanoseconds, all),
                Readable.Count(host.Switches));
        }

        return table;
    }
}
