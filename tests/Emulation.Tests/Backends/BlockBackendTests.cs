using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Devices;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Backends;

/// <summary>
/// A block backend with three virtual disks among probes: 1 driver domain, 2 disk, 3 to 5 guests, 6 to 8 their event
/// channels. The test plays the driver domain and the disk: it says when posted work is done and an operation complete.
/// </summary>
public sealed class BlockBackendTests
{
    private const int Page = 4_096;

    private readonly BlockBackend _backend;
    private readonly Timeline _timeline;
    private readonly Probe[] _probes;
    private int _position;
    private int _done;
    private int _submitted;
    private long _microsecond = 1;

    public BlockBackendTests()
    {
        var machine = new MachineProfile
        {
            Name = "test",
            BackendBlockRequest = Duration.FromNanoseconds(1_000_000),
            BackendBlockCompletion = Duration.FromNanoseconds(10_000),
            GrantMapUnmap = Duration.FromNanoseconds(300),
            Hypercall = Duration.FromNanoseconds(7),
        };
        _backend = new BlockBackend(0, "host/BackendDriver/block", machine, new BlockBackendWiring
        {
            DriverDomain = 1,
            Disk = 2,
            QueueDepth = 1,
            Guests = [3, 4, 5],
            EventChannels = [6, 7, 8],
            Disks = [new(), new(), new VirtualDiskPlan { RequestsPerSecond = 1 }],
            FirstSectors = [0, 20_971_520, 41_943_040],
            Warmup = VirtualTime.Zero,
        });
        (_timeline, _probes) = Probe.Around(_backend, 8);
    }

    [Fact]
    public void Nothing_moves_before_the_driver_domain_has_done_the_work()
    {
        Request(0, 0, 3 * Page);
        Event(0);
        Assert.Empty(Operations());

        // A request 1 000 000 + mapping three pages 3 × 150.
        Assert.Equal(1_000_450, Assert.Single(Posted()).A);
        WorkDone();
        Assert.Equal(new DiskOperation(0, Write: false, 3 * Page, 0), Assert.Single(Operations()));

        Complete();
        Assert.Empty(_probes[2].Of(MessageKind.RingDiskDone));

        // Its completion 10 000 + unmapping three pages 3 × 150.
        Assert.Equal(10_450, Posted().Last().A);
        WorkDone();
        Assert.Single(_probes[2].Of(MessageKind.RingDiskDone));
        WorkDone();
        Assert.Equal(1_000_450 + 10_450 + 7, _backend.Bills.Measured(0));
    }

    [Fact]
    public void A_virtual_disk_begins_where_the_one_before_ends()
    {
        Request(1, 8, Page);
        Event(1);
        WorkDone();

        Assert.Equal(20_971_528, Assert.Single(Operations()).Sector);
    }

    [Fact]
    public void Requests_that_wait_for_the_disk_are_merged_with_those_that_continue_them_on_either_side()
    {
        Request(0, 0, Page);
        Event(0);
        WorkDone();

        // The disk is busy: 16 and 8 meet from behind and from before, 24 goes on, 800 and a write stay alone.
        Request(0, 16, Page);
        Request(0, 8, Page);
        Request(0, 24, Page);
        Request(0, 800, Page);
        Request(0, 808, Page, write: true);
        Event(0);
        WorkDone();
        for (var i = 0; i < 4; i++)
        {
            Complete();
            DoAllWork();
        }

        Assert.Equal(
            [(0L, Page), (8L, 3 * Page), (800L, Page), (808L, Page)],
            Operations().Select(operation => (operation.Sector, operation.Bytes)));
        Assert.Equal(2, _backend.CountsOf(0).Merges);
        Assert.Equal(Enumerable.Range(0, 6), Answers(0).Order());
    }

    [Fact]
    public void Neighbouring_sectors_of_two_virtual_disks_are_not_merged()
    {
        Request(0, 0, Page);
        Event(0);
        WorkDone();
        Request(0, 20_971_512, Page);
        Request(1, 0, Page);
        Event(0);
        Event(1);
        DoAllWork();
        Complete();
        DoAllWork();
        Complete();
        DoAllWork();

        Assert.Equal(3, Operations().Count());
    }

    [Fact]
    public void An_operation_has_at_most_512_KiB()
    {
        Request(0, 1_000_000, Page);
        Event(0);
        WorkDone();
        for (var i = 0; i < 31; i++)
        {
            Request(0, i * 88L, BlockBackend.RequestBytesMax);
        }

        Event(0);
        WorkDone();
        for (var i = 0; i < 4; i++)
        {
            Complete();
            DoAllWork();
        }

        Assert.Equal([1, 11, 11, 9], Operations().Select(operation => (operation.Bytes + 45_055) / 45_056));
    }

    [Fact]
    public void At_most_64_requests_of_all_virtual_disks_are_pending_and_who_starves_goes_on()
    {
        for (var disk = 0; disk < 2; disk++)
        {
            for (var i = 0; i < BlockBackend.RingSlots; i++)
            {
                Request(disk, i * 16L, Page);
            }

            Event(disk);
        }

        DoAllWork();
        Assert.Equal(BlockBackend.PendingMax, _backend.Pending);
        Request(2, 0, Page);
        Event(2);
        Assert.Equal(1, _backend.WaitingInRing(2));

        Complete();
        DoAllWork();
        Assert.Equal(0, _backend.WaitingInRing(2));
        Assert.Equal(BlockBackend.PendingMax, _backend.Pending);
    }

    [Fact]
    public void A_limit_keeps_requests_in_the_ring_until_its_timer()
    {
        Request(2, 0, Page);
        Request(2, 64, Page);
        Event(2);
        DoAllWork();
        Assert.Single(Operations());
        Assert.Equal(1, _backend.WaitingInRing(2));
        Assert.Equal(1, _backend.CountsOf(2).LimitWaits);

        _timeline.Advance(VirtualTime.Zero + Duration.FromSeconds(2));
        _microsecond = 3_000_000;
        Assert.Equal(0, _backend.WaitingInRing(2));
    }

    [Fact]
    public void A_frontend_is_notified_by_a_hypercall_and_again_only_after_it_found_no_answer()
    {
        for (var i = 0; i < 3; i++)
        {
            Request(0, i * 100L, Page);
            Event(0);
            DoAllWork();
            Complete();
            DoAllWork();
        }

        Assert.Single(_probes[5].Of(MessageKind.EventNotify));
        Assert.Single(Posted(), work => work.A == 7);

        Tell(MessageKind.RingDiskPolled, 0, 3);
        Request(0, 900, Page);
        Event(0);
        DoAllWork();
        Complete();
        DoAllWork();
        Assert.Equal(2, _probes[5].Of(MessageKind.EventNotify).Count());

        // It looked when one answer less was there.
        Tell(MessageKind.RingDiskPolled, 0, 3);
        Assert.Equal(3, _probes[5].Of(MessageKind.EventNotify).Count());
    }

    [Fact]
    public void The_guest_is_asked_to_notify_whenever_its_ring_was_emptied()
    {
        Request(0, 0, Page);
        Request(0, 100, Page);
        Event(0);
        Assert.Equal(2, Assert.Single(_probes[2].Of(MessageKind.RingDiskIdle)).Message.A);
    }

    private IEnumerable<DiskOperation> Operations() =>
        _probes[1].Of(MessageKind.DiskSubmit).Select(one => DiskOperation.Of(one.Message.A, one.Message.B));

    private IEnumerable<Message> Posted() => _probes[0].Of(MessageKind.PostBlockWork).Select(one => one.Message);

    private IEnumerable<int> Answers(int disk) =>
        _probes[2 + disk].Of(MessageKind.RingDiskDone).Select(one => (int)one.Message.A);

    private void Request(int disk, long sector, int bytes, bool write = false)
    {
        var slot = (int)_backend.DiskState(disk).Consumed + _backend.WaitingInRing(disk);
        var operation = new DiskOperation(slot % BlockBackend.RingSlots, write, bytes, sector);
        Tell(MessageKind.RingDisk, disk, operation.First, operation.Sector);
    }

    private void Event(int disk) => Tell(MessageKind.PortEvent, disk + 1);

    /// <summary>The oldest operation that the disk has is complete, and reaped.</summary>
    private void Complete()
    {
        Tell(MessageKind.DiskDone, 0, Operations().ElementAt(_submitted++).Tag);
        Tell(MessageKind.DiskReaped, 0, 1);
    }

    private void DoAllWork()
    {
        while (_done < Posted().Count())
        {
            WorkDone();
        }
    }

    private void WorkDone() => Tell(MessageKind.WorkDone, 0, 0, Posted().ElementAt(_done++).B);

    private void Tell(MessageKind kind, int port, long a = 0, long b = 0)
    {
        var at = VirtualTime.Zero + Duration.FromMicroseconds(_microsecond++);
        _timeline.Command(at, _position++, new Message(0, kind, (ushort)port, a, b));
        _timeline.Advance(at + Duration.FromNanoseconds(1));
    }
}
