using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>Checks that who uses a disk has one, and that virtual disks fit on it and accesses on them.</summary>
internal sealed class DiskCheck(IReadOnlyList<BoundHost> hosts, IReadOnlyList<BoundDomain> domains, ErrorList errors)
{
    private readonly Dictionary<string, long> _used = [];

    public void Run()
    {
        foreach (BoundDomain domain in domains)
        {
            List<DiskAccessPlan> accesses = [.. domain.Plan.Applications.OfType<DiskAccessPlan>()];
            if (accesses.Count > 0)
            {
                Fits(domain, accesses);
                Host(domain);
            }
        }
    }

    private void Fits(BoundDomain domain, List<DiskAccessPlan> accesses)
    {
        long each = domain.Plan.VirtualDisk.SizeBytes / accesses.Count;
        int block = accesses.Max(access => access.BlockBytes);
        if (block > each)
        {
            errors.Add(domain.Position, $"Domain '{domain.Plan.Name}' accesses {Show(block)} at a time, but each of its"
                + $" {accesses.Count} disk applications has {Show(each)} of its virtual disk; write a larger 'size'"
                + " under 'vbd'.");
        }
    }

    // A domain that placement may put anywhere must find its disk on every host.
    private void Host(BoundDomain domain)
    {
        string where = domain.Plan.Host;
        foreach (BoundHost host in hosts.Where(each => where.Length == 0 || each.Plan.Name == where))
        {
            if (host.Plan.Disk is not DiskPlan disk)
            {
                errors.Add(domain.Position, $"Domain '{domain.Plan.Name}' uses a disk, but host '{host.Plan.Name}' has"
                    + " none; write 'disk: ssd' there.");
                return;
            }

            long before = where.Length == 0 ? 0 : _used.GetValueOrDefault(where);
            long all = before + domain.Plan.VirtualDisk.SizeBytes;
            if (all > disk.CapacityBytes)
            {
                errors.Add(domain.Position, $"The virtual disk of domain '{domain.Plan.Name}' has"
                    + $" {Show(domain.Plan.VirtualDisk.SizeBytes)}, but of the"
                    + $" {Show(disk.CapacityBytes)} of the disk of host '{host.Plan.Name}'"
                    + $" {Show(disk.CapacityBytes - before)} are left; write a smaller 'size' under 'vbd'.");
                return;
            }

            if (where.Length > 0)
            {
                _used[where] = all;
            }
        }
    }

    private static string Show(long bytes) => Quantity.Size.Show(bytes);
}
