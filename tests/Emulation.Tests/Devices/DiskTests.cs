using Xenisol.Emulation.Devices;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Devices;

/// <summary>A disk among probes: 1 driver, 2 core, 3 event channel.</summary>
public sealed class DiskTests
{
    private readonly Disk _disk = new(0, "host/Disk/sda", new DiskWiring(DiskModels.Nvme, 1, 2, 3));
    private readonly Timeline _timeline;
    private readonly Probe[] _probes;
    private int _position;

    public DiskTests() => (_timeline, _probes) = Probe.Around(_disk, 3);

    [Fact]
    public void Operations_that_complete_before_the_reap_share_an_interrupt()
    {
        Tell(0, MessageKind.DiskSubmit, new DiskOperation(5, Write: false, 4_096, 0));
        Tell(1, MessageKind.DiskSubmit, new DiskOperation(6, Write: false, 4_096, 8));
        Tell(500, MessageKind.DiskReap, default);

        var interrupt = Assert.Single(_probes[1].Of(MessageKind.Interrupt));
        Assert.Equal(3, interrupt.Message.A);
        Assert.InRange(interrupt.At, 104_000, 106_000);
        Assert.Equal([5L, 6L], _probes[0].Of(MessageKind.DiskDone).Select(done => done.Message.A));
        Assert.Equal(2, Assert.Single(_probes[0].Of(MessageKind.DiskReaped)).Message.A);
    }

    [Fact]
    public void What_completes_after_a_reap_raises_an_interrupt_of_its_own()
    {
        Tell(0, MessageKind.DiskSubmit, new DiskOperation(5, Write: false, 4_096, 0));
        Tell(200, MessageKind.DiskReap, default);
        Tell(201, MessageKind.DiskSubmit, new DiskOperation(5, Write: false, 4_096, 0));
        Tell(400, MessageKind.DiskReap, default);

        Assert.Equal(2, _probes[1].Of(MessageKind.Interrupt).Count());
        Assert.Equal(2, _disk.Counts.Completed);
        Assert.Equal(0, _disk.Waiting);
    }

    [Fact]
    public void A_reap_that_finds_nothing_says_so()
    {
        Tell(0, MessageKind.DiskReap, default);

        Assert.Equal(0, Assert.Single(_probes[0].Of(MessageKind.DiskReaped)).Message.A);
    }

    [Fact]
    public void Operations_keep_their_words() => Assert.Equal(
        new DiskOperation(32_767, Write: true, 524_288, 1L << 40),
        DiskOperation.Of(new DiskOperation(32_767, Write: true, 524_288, 1L << 40).First, 1L << 40));

    private void Tell(long microsecond, MessageKind kind, DiskOperation operation)
    {
        var at = VirtualTime.Zero + Duration.FromMicroseconds(microsecond);
        _timeline.Command(at, _position++, new Message(0, kind, 0, operation.First, operation.Sector));
        _timeline.Advance(at + Duration.FromNanoseconds(1));
    }
}
