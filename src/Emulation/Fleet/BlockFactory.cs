using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Devices;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.EventChannels;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>Creates the disk of a host, its block backend, their event channels, and who uses them.</summary>
internal static class BlockFactory
{
    /// <summary>The disk.</summary>
    public static Disk CreateDisk(ComponentInfo component, HostLayout layout)
    {
        var block = layout.Block!;
        return new Disk(
            component.Id,
            component.Path,
            new DiskWiring(
                layout.Host.Disk!,
                block.Backend,
                layout.Core(layout.Interrupts.CardCore),
                block.EventChannels[BlockBackendWiring.DiskPort]));
    }

    /// <summary>The backend.</summary>
    public static BlockBackend CreateBackend(ComponentInfo component, HostLayout layout)
    {
        var block = layout.Block!;
        return new BlockBackend(
            component.Id,
            component.Path,
            layout.Host.Machine,
            new BlockBackendWiring
            {
                DriverDomain = layout.FirstDomain,
                Disk = block.Disk,
                QueueDepth = layout.Host.Disk!.QueueDepth,
                Guests = [.. block.Domains.Select(number => layout.FirstDomain + number)],
                EventChannels = [.. block.EventChannels.Skip(1)],
                Disks = [.. block.Domains.Select(number => layout.Domains[number].VirtualDisk)],
                FirstSectors = block.FirstSectors,
                Warmup = VirtualTime.Zero + layout.Plan.Warmup,
            });
    }

    /// <summary>The event channel of the disk, or of a virtual disk.</summary>
    public static EventChannel CreateEventChannel(ComponentInfo component, HostLayout layout)
    {
        var block = layout.Block!;
        var index = component.Id - block.EventChannels[0];
        var number = index == BlockBackendWiring.DiskPort ? -1 : block.Domains[index - 1];

        // Interrupts of the disk go where the card's go, and those of a domain's disk where its interface's go.
        var placement = layout.Interrupts;
        var driverVcpu = number < 0 ? placement.CardVcpu : placement.InterfaceVcpus[layout.InterfaceOf(number)];
        return new EventChannel(
            component.Id,
            component.Path,
            new EventChannelEnd
            {
                Domain = layout.FirstDomain,
                Port = layout.EventChannels.Count + index,
                Vcpu = driverVcpu,
            },
            new EventChannelEnd
            {
                Domain = number < 0 ? -1 : layout.FirstDomain + number,
                Port = number < 0 ? 0 : GuestFactory.NetworkPorts,
                Vcpu = number < 0 ? 0 : GuestFactory.EventVcpuOf(layout.Domains[number]),
            });
    }

    /// <summary>
    /// An application that uses a domain's virtual disk. Several of a domain have a part of it each, one behind the
    /// other.
    /// </summary>
    public static DiskApplication CreateApplication(
        int index, int vcpu, DiskAccessPlan access, DomainPlan domain, DiskDraws draws, VirtualTime warmup)
    {
        var all = domain.Applications.OfType<DiskAccessPlan>().ToList();
        var bytes = domain.VirtualDisk.SizeBytes / all.Count / BlockBackend.PageBytes * BlockBackend.PageBytes;
        var place = all.FindIndex(one => ReferenceEquals(one, access));
        if (bytes < access.BlockBytes)
        {
            throw new EmulationException(
                $"Domain '{domain.Name}' accesses {access.BlockBytes} bytes at a time, but that application's part of "
                + $"its virtual disk has {bytes}; make the disk larger.");
        }

        var first = bytes / DiskOperation.SectorBytes * place;
        return new DiskApplication(index, vcpu, access, new DiskArea(first, bytes), draws, warmup);
    }
}
