using CsCheck;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Fleet;

public sealed class ObservationTests
{
    [Fact]
    public void Watching_a_run_does_not_change_its_digest() =>
        NetworkPlans.Any.Sample(
            plan =>
            {
                var watched = new WorldRun(plan);
                foreach (var timeline in watched.Timelines)
                {
                    timeline.Watcher = new Recorder();
                }

                return watched.AdvanceTo(plan.Duration).Digest == new WorldRun(plan).AdvanceTo(plan.Duration).Digest;
            },
            iter: 20);

    [Fact]
    public void A_request_to_an_idle_host_passes_every_hop_once_and_in_order()
    {
        var plan = NetworkPlans.OneHost(
            NetworkPlans.Xeon,
            SchedulerKind.Credit,
            2,
            NetworkPlans.Domain("web", new ServerPlan { Cost = Duration.FromMicroseconds(100), ReplyBytes = 1_000 })
                with
            {
                Load = new LoadPlan
                {
                    Arrivals = ArrivalKind.Trace,
                    Trace = [new TraceRequest(VirtualTime.Zero + Duration.FromMilliseconds(5), default, 0)],
                },
                Shaping = new ShapingPlan { RateBitsPerSecond = 5_000_000, CeilBitsPerSecond = 80_000_000 },
            });
        var run = new WorldRun(plan);
        var seen = new Recorder();
        foreach (var timeline in run.Timelines)
        {
            timeline.Watcher = seen;
        }

        run.AdvanceTo(Duration.FromMilliseconds(100));

        // The guest's ticks may interrupt the application; how often depends on their offset.
        var hops = seen.Hops
            .Where(hop => hop is not (MessageKind.HopApplicationPreempted or MessageKind.HopApplicationResumed));
        Assert.Equal(
            [
                MessageKind.HopClientSent,
                MessageKind.HopWire,
                MessageKind.HopWire,
                MessageKind.HopCardReceived,
                MessageKind.HopInterrupt,
                MessageKind.HopDriverQueued,
                MessageKind.HopDriverDone,
                MessageKind.HopBackendReceive,
                MessageKind.HopBackendReceived,
                MessageKind.HopGuestQueued,
                MessageKind.HopGuestDone,
                MessageKind.HopApplicationQueued,
                MessageKind.HopApplicationStarted,
                MessageKind.HopApplicationDone,
                MessageKind.HopGuestSent,
                MessageKind.HopBackendTransmit,
                MessageKind.HopShaperQueued,
                MessageKind.HopShaperDone,
                MessageKind.HopCardSent,
                MessageKind.HopWire,
                MessageKind.HopClientReceived,
            ],
            hops);
        Assert.Single(seen.Requests.Distinct());
    }

    private sealed class Recorder : IWatcher
    {
        public List<MessageKind> Hops { get; } = [];

        public List<long> Requests { get; } = [];

        public bool WantsMessages => false;

        public void Handled(in Envelope envelope)
        {
        }

        public void Observed(VirtualTime at, int source, in Message observation)
        {
            if (observation.Kind is >= MessageKind.HopClientSent and <= MessageKind.HopDropped)
            {
                Hops.Add(observation.Kind);
                Requests.Add(observation.A);
            }
        }
    }
}
