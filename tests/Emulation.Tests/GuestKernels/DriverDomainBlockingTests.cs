using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.GuestKernels;

/// <summary>A driver domain, vCPU 0 of the host, that shares a core with a guest that pings.</summary>
public sealed class DriverDomainBlockingTests : IWatcher
{
    private readonly List<(long At, MessageKind Kind)> _told = [];

    bool IWatcher.WantsMessages => true;

    void IWatcher.Handled(in Envelope envelope)
    {
        if (envelope.Message is { Kind: MessageKind.Wake or MessageKind.Block, Port: 0 })
        {
            _told.Add((envelope.Order.At.Nanoseconds, envelope.Message.Kind));
        }
    }

    void IWatcher.Observed(VirtualTime at, int source, in Message observation)
    {
    }

    /// <summary>Handling an event, the frames of the card and a batch are pieces of one run to the end.</summary>
    [Fact]
    public void A_driver_domain_does_not_block_between_two_pieces_of_its_work()
    {
        SequentialRun run = new(Plan(NetworkPlans.Xeon), this);
        run.Advance(VirtualTime.Zero + Duration.FromMilliseconds(300));

        Assert.True(_told.Count > 100);
        Assert.DoesNotContain(
            _told.Zip(_told.Skip(1)),
            pair => pair.First.Kind == MessageKind.Block && pair.Second == (pair.First.At, MessageKind.Wake));
    }

    [Fact]
    public void The_way_to_blocking_costs_each_time()
    {
        var idle = Duration.FromMicroseconds(30);
        var without = Told(GuestRun.Zero);
        var with = Told(GuestRun.Zero with { GuestIdle = idle });

        // 30 pings; for each the guest wakes up to send it, for the slot that comes back, and for the answer.
        Assert.Equal(0, without);
        Assert.Equal(90 * idle.Nanoseconds, with);
    }

    private static long Told(MachineProfile machine) =>
        new WorldRun(Plan(machine)).AdvanceTo(Duration.FromMilliseconds(305)).One<GuestDomain>("Domain/guest")
            .Told().Nanoseconds;

    private static RunPlan Plan(MachineProfile machine) => NetworkPlans.OneHost(
        machine,
        SchedulerKind.Credit,
        1,
        NetworkPlans.Domain("guest", new PingPlan { Interval = Duration.FromMilliseconds(10) }));
}
