using Xenisol.Emulation.Devices;
using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Fleet;

/// <summary>
/// The disk of a host, its backend and the virtual disks, which lie on it one behind the other in the order of the
/// domains. Order of identities: disk, event channels (the disk's, then one for each virtual disk), backend.
/// </summary>
internal sealed class BlockLayout
{
    private readonly List<int> _domains = [];
    private readonly List<long> _firstSectors = [];
    private readonly List<int> _eventChannels = [];

    /// <summary>Appends the components.</summary>
    /// <param name="host">The host, which has a disk.</param>
    /// <param name="domains">Its domains by number, the driver domain first.</param>
    /// <param name="add">Appends a component and says which identity it has.</param>
    /// <exception cref="EmulationException">The virtual disks are larger than the disk.</exception>
    public BlockLayout(HostPlan host, IReadOnlyList<DomainPlan> domains, Func<ComponentKind, string, int> add)
    {
        var disk = host.Disk!;
        var sectors = 0L;
        for (var number = 0; number < domains.Count; number++)
        {
            if (UsesDisk(domains[number]))
            {
                _domains.Add(number);
                _firstSectors.Add(sectors);
                sectors += domains[number].VirtualDisk.SizeBytes / DiskOperation.SectorBytes;
            }
        }

        if (sectors * DiskOperation.SectorBytes > disk.CapacityBytes)
        {
            throw new EmulationException(
                $"The virtual disks on host '{host.Name}' have {sectors * DiskOperation.SectorBytes} bytes together, "
                + $"but its disk has {disk.CapacityBytes}; make them smaller or use another host.");
        }

        // A '.' is in no domain's name, so that these names are unique beside those of network channels.
        Disk = add(ComponentKind.Disk, "sda");
        _eventChannels.Add(add(ComponentKind.EventChannel, "sda.irq"));
        foreach (var number in _domains)
        {
            _eventChannels.Add(add(ComponentKind.EventChannel, $"{domains[number].Name}.xvda"));
        }

        Backend = add(ComponentKind.BackendDriver, BackendName);
    }

    /// <summary>The name of every block backend.</summary>
    public const string BackendName = "block";

    /// <summary>The identity of the disk.</summary>
    public int Disk { get; }

    /// <summary>The identity of the backend.</summary>
    public int Backend { get; }

    /// <summary>By virtual disk: the number of its domain.</summary>
    public IReadOnlyList<int> Domains => _domains;

    /// <summary>By virtual disk: its first sector on the disk.</summary>
    public IReadOnlyList<long> FirstSectors => _firstSectors;

    /// <summary>The identities of the event channels: the disk's, then one for each virtual disk.</summary>
    public IReadOnlyList<int> EventChannels => _eventChannels;

    /// <summary>Whether a domain has a virtual disk.</summary>
    public static bool UsesDisk(DomainPlan domain) => domain.Applications.Any(one => one is DiskAccessPlan);

    /// <summary>The virtual disk of a domain, by the domain's number; −1 if it has none.</summary>
    public int VirtualDiskOf(int domain) => _domains.IndexOf(domain);
}
