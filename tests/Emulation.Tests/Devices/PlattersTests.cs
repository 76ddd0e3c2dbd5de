using Xenisol.Emulation.Devices;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Randomness;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Devices;

/// <summary>The 7 200 rpm disk against closed forms.</summary>
public sealed class PlattersTests
{
    private const int PageBytes = 4_096;

    private static readonly DiskPlan Plan = DiskModels.Hdd7200;
    private static readonly DiskMechanicsPlan Mechanics = Plan.Mechanics!;
    private readonly Platters _platters = new(Mechanics, Plan.CapacityBytes);

    private static long Rotation => Mechanics.Rotation.Nanoseconds;

    private static long Tracks => Plan.CapacityBytes / 512 / Mechanics.SectorsPerTrack;

    [Fact]
    public void A_random_read_takes_a_seek_half_a_turn_and_its_transfer_on_average()
    {
        const int Reads = 20_000;
        var places = new RandomStream(1, "disk", "places");
        var now = VirtualTime.Zero;
        for (var i = 0; i < Reads; i++)
        {
            now = Read(places.NextBelow(Plan.CapacityBytes / PageBytes) * 8, PageBytes, now);
        }

        var transfer = Rotation * 8 / Mechanics.SectorsPerTrack;
        var expected = Mechanics.AverageSeek.Nanoseconds + (Rotation / 2) + transfer;
        Assert.InRange(now.Nanoseconds / Reads, expected * 99 / 100, expected * 101 / 100);
    }

    [Fact]
    public void A_seek_costs_nothing_on_the_track_and_grows_with_the_root_of_the_distance()
    {
        var span = (Mechanics.AverageSeek - Mechanics.TrackSeek).Nanoseconds * 15 / 8;

        Assert.Equal(Duration.Zero, _platters.Seek(0));
        Assert.Equal(Mechanics.TrackSeek + Duration.FromNanoseconds(span), _platters.Seek(Tracks - 1));
        Assert.InRange(
            (_platters.Seek((Tracks - 1) / 4) - Mechanics.TrackSeek).Nanoseconds, span * 499 / 1_000, span / 2);
    }

    [Fact]
    public void The_wait_for_the_first_sector_depends_on_the_instant()
    {
        // Sector 816 is half a turn away at the start, and passes again a turn later.
        var half = Rotation / 2;
        var transfer = (824 * Rotation / 1_632) - half;
        Assert.Equal(half + transfer, Write(816, PageBytes, VirtualTime.Zero).Nanoseconds);
        Assert.Equal(
            half + Rotation + transfer, Write(816, PageBytes, VirtualTime.FromNanoseconds(half + 1)).Nanoseconds);
    }

    [Fact]
    public void Sequential_reads_go_at_the_speed_of_the_platters_however_small()
    {
        const int Reads = 5_000;
        var now = Read(0, PageBytes, VirtualTime.Zero);
        var start = now;
        for (var i = 1; i <= Reads; i++)
        {
            // The host turns round in less time than the platters need for a page.
            now = Read(i * 8L, PageBytes, now + Duration.FromMicroseconds(10));
        }

        var passing = Rotation * 8 * Reads / Mechanics.SectorsPerTrack;
        Assert.InRange((now - start).Nanoseconds, passing, passing + Rotation);
    }

    [Fact]
    public void Sequential_writes_one_at_a_time_lose_a_turn_each()
    {
        const int Writes = 100;
        var now = Write(0, PageBytes, VirtualTime.Zero);
        var start = now;
        for (var i = 1; i <= Writes; i++)
        {
            now = Write(i * 8L, PageBytes, now + Duration.FromMicroseconds(10));
        }

        var turn = Rotation + (Rotation * 8 / Mechanics.SectorsPerTrack);
        Assert.InRange((now - start).Nanoseconds, (turn - 10) * Writes, (turn + 10) * Writes);
    }

    [Fact]
    public void What_was_read_ahead_before_the_arm_moved_is_served_from_the_buffer_and_no_more()
    {
        var read = Read(0, PageBytes, VirtualTime.Zero);

        // In a millisecond 195 sectors pass: 24 pages.
        var moved = read + Duration.FromMilliseconds(1);
        var elsewhere = Write(1_632 * 100_000, PageBytes, moved);
        var bus = Duration.FromNanoseconds((PageBytes * 1_000_000_000L / Mechanics.InterfaceBytesPerSecond) + 1);
        var now = elsewhere;
        for (var page = 1; page <= 24; page++)
        {
            Assert.Equal(now + bus, Read(page * 8L, PageBytes, now));
            now += bus;
        }

        Assert.True(Read(25 * 8, PageBytes, now) > now + Mechanics.TrackSeek);
    }

    private VirtualTime Read(long sector, int bytes, VirtualTime now) =>
        _platters.Serve(new DiskOperation(0, Write: false, bytes, sector), now, out _);

    private VirtualTime Write(long sector, int bytes, VirtualTime now) =>
        _platters.Serve(new DiskOperation(0, Write: true, bytes, sector), now, out _);
}
