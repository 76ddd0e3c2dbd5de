using CsCheck;
using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Devices;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Fleet;

/// <summary>Aim: every access to a disk completes once. Method: random worlds, looked at in the middle.</summary>
public sealed class DiskProperties
{
    [Fact]
    public void No_access_appears_or_vanishes_between_an_application_and_the_disk() =>
        NetworkPlans.Any.Sample(
            plan => Conserves(new WorldRun(plan).AdvanceTo(Duration.FromMilliseconds(200))), iter: 40);

    private static bool Conserves(WorldRun run) =>
        run.Components.OfType<BlockBackend>().All(backend => Conserves(run, backend));

    private static bool Conserves(WorldRun run, BlockBackend backend)
    {
        var host = backend.Name.Split('/')[0];
        var disk = run.One<Disk>($"{host}/Disk/sda").Counts;
        var waiting = run.One<Disk>($"{host}/Disk/sda").Waiting;
        var pending = 0L;
        var operations = 0L;
        foreach (var guest in Guests(run, host))
        {
            var frontend = guest.DiskFrontend;
            var book = backend.DiskState(guest.VirtualDisk);
            var uses = guest.Applications.OfType<DiskApplication>().Select(one => one.Use).ToList();
            if (uses.Sum(use => use.Submitted - use.Completed) != frontend.UnderWay
                || frontend.Produced != book.Consumed + backend.WaitingInRing(guest.VirtualDisk)
                || book.Responded != frontend.Consumed + frontend.WaitingAnswers
                || book.Counts.Operations + book.Counts.Merges > book.Consumed)
            {
                return false;
            }

            pending += book.Consumed - book.Responded;
            operations += book.Counts.Operations;
        }

        // What the disk completed is in it no more, or waits to be reaped, or for the driver domain's work.
        return pending == backend.Pending
            && operations == disk.Submitted
            && disk.Submitted - disk.Completed + waiting <= backend.InDisk
            && backend.Pending >= backend.InDisk + backend.Queued;
    }

    private static IEnumerable<GuestDomain> Guests(WorldRun run, string host) =>
        run.Components.OfType<GuestDomain>().Where(
            one => one.VirtualDisk >= 0 && one.Name.StartsWith(host + "/", StringComparison.Ordinal));
}
