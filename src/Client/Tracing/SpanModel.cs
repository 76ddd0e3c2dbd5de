using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Network;

namespace Xenisol.Client.Tracing;

/// <summary>
/// Makes spans from what was seen of a request. The request goes through in one frame; the reply's spans run from its
/// first frame's entry to its last frame's exit, and overlap as frames do.
/// </summary>
internal static class SpanModel
{
    /// <summary>The spans, the root first, every parent before its children.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="hops">What was seen; the first is <see cref="MessageKind.HopClientSent"/>.</param>
    /// <param name="endNanoseconds">When the run ended: the end of a request that nobody gave up or answered.</param>
    public static IReadOnlyList<Span> Of(ulong seed, RequestHops hops, long endNanoseconds)
    {
        SpanBuilder builder = new(seed, hops.Request);
        var sent = hops.All[0];
        var intended = Math.Min(sent.Detail, sent.AtNanoseconds);
        var last = hops.All[^1];
        var isOver = last.Kind is MessageKind.HopClientReceived or MessageKind.HopClientTimeout;
        var root = builder.Add(
            SpanNames.Request,
            parent: 0,
            sent.Component,
            intended,
            isOver ? last.AtNanoseconds : Math.Max(endNanoseconds, last.AtNanoseconds),
            FaultOf(hops, last.Kind));
        if (intended < sent.AtNanoseconds)
        {
            builder.Add(SpanNames.ClientWait, root, sent.Component, intended, sent.AtNanoseconds);
        }

        AddWayIn(builder, root, hops);
        AddService(builder, root, hops);
        AddReply(builder, root, hops, last);
        return builder.Spans;
    }

    private static string FaultOf(RequestHops hops, MessageKind last) =>
        hops.First(MessageKind.HopDropped) is not null && last != MessageKind.HopClientReceived ? "a frame was dropped"
        : last == MessageKind.HopClientTimeout ? "given up: no whole reply in time"
        : last == MessageKind.HopClientReceived ? ""
        : "under way when the run ended";

    private static void AddWayIn(SpanBuilder builder, ulong root, RequestHops hops)
    {
        var atCard = hops.First(MessageKind.HopCardReceived, PacketKind.Request);
        var interrupt = hops.First(MessageKind.HopInterrupt, PacketKind.Request);
        var queued = hops.First(MessageKind.HopDriverQueued, PacketKind.Request);
        var bridged = hops.First(MessageKind.HopDriverDone, PacketKind.Request);
        var copying = hops.First(MessageKind.HopBackendReceive, PacketKind.Request);
        var inRing = hops.First(MessageKind.HopBackendReceived, PacketKind.Request);
        var taken = hops.First(MessageKind.HopGuestQueued, PacketKind.Request);

        // While the driver domain polls, frames come without an interrupt.
        var told = interrupt ?? atCard;
        builder.Add(SpanNames.Wire, root, hops.All[0], atCard);
        builder.Add(SpanNames.CardInterrupt, root, atCard, interrupt);
        var driver = builder.Add(SpanNames.DriverReceive, root, told, inRing ?? copying ?? bridged ?? queued);
        if (driver != 0)
        {
            builder.Add(SpanNames.DriverWait, driver, told, queued);
            builder.Add(SpanNames.DriverRun, driver, queued, bridged);
            builder.Add(SpanNames.BackendQueue, driver, bridged, copying);
            builder.Add(SpanNames.Backend, driver, copying, inRing);
        }

        builder.Add(SpanNames.EventChannel, root, inRing, taken);
        builder.Add(SpanNames.GuestKernel, root, taken, hops.First(MessageKind.HopGuestDone, PacketKind.Request));
    }

    private static void AddService(SpanBuilder builder, ulong root, RequestHops hops)
    {
        var started = hops.First(MessageKind.HopApplicationStarted);
        var done = hops.First(MessageKind.HopApplicationDone);
        builder.Add(SpanNames.VcpuWait, root, hops.First(MessageKind.HopApplicationQueued), started);
        var service = builder.Add(SpanNames.Service, root, started, done);
        if (service == 0)
        {
            return;
        }

        var from = started;
        foreach (var hop in hops.All)
        {
            switch (hop.Kind)
            {
                case MessageKind.HopApplicationPreempted:
                    builder.Add(SpanNames.VcpuRun, service, from, hop);
                    from = hop;
                    break;
                case MessageKind.HopApplicationResumed:
                    builder.Add(
                        SpanNames.VcpuWait, service, from, hop, "", ("xenisol.core.lost", from?.Detail ?? 0));
                    from = hop;
                    break;
                case MessageKind.HopApplicationDone:
                    builder.Add(SpanNames.VcpuRun, service, from, hop);
                    break;
            }
        }
    }

    private static void AddReply(SpanBuilder builder, ulong root, RequestHops hops, Hop last)
    {
        const PacketKind reply = PacketKind.Reply;
        var done = hops.First(MessageKind.HopApplicationDone);
        var received = last.Kind == MessageKind.HopClientReceived ? last : (Hop?)null;
        var end = received ?? LastOfReply(hops);
        var frames = ("xenisol.frames", (long)hops.Count(MessageKind.HopGuestSent, reply));
        var parent = builder.Add(SpanNames.Reply, root, done, end, "", frames);
        if (parent == 0)
        {
            return;
        }

        var firstTaken = hops.First(MessageKind.HopBackendTransmit, reply);
        var cardSent = hops.Last(MessageKind.HopCardSent, reply);
        builder.Add(SpanNames.GuestSend, parent, done, hops.Last(MessageKind.HopGuestSent, reply));
        builder.Add(SpanNames.DriverWait, parent, hops.First(MessageKind.HopGuestSent, reply), firstTaken);
        builder.Add(SpanNames.Backend, parent, firstTaken, hops.Last(MessageKind.HopShaperQueued, reply));
        builder.Add(
            SpanNames.TokenBucket,
            parent,
            hops.First(MessageKind.HopShaperQueued, reply),
            hops.Last(MessageKind.HopShaperDone, reply));
        if (cardSent is not { } card)
        {
            return;
        }

        // The detail of the card's hop is the instant at which the frame's last bit leaves.
        var left = card with { AtNanoseconds = card.Detail };
        builder.Add(SpanNames.Card, parent, hops.First(MessageKind.HopShaperDone, reply), left);
        builder.Add(SpanNames.Wire, parent, left, received);
    }

    private static Hop? LastOfReply(RequestHops hops)
    {
        Hop? last = null;
        foreach (var hop in hops.All)
        {
            // Hops of the application have a vCPU where frames have their kind.
            last = hop.Kind >= MessageKind.HopGuestSent && hop.Packet == PacketKind.Reply ? hop : last;
        }

        return last;
    }
}
