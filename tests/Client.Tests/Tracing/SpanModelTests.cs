using Xenisol.Client.Tracing;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Network;

namespace Xenisol.Client.Tests.Tracing;

public class SpanModelTests
{
    private const int Client = 1;
    private const int Server = 2;

    [Fact]
    public void A_request_counts_from_its_intended_start()
    {
        var spans = Spans(
            (MessageKind.HopClientSent, 100, Client, 40), (MessageKind.HopClientReceived, 900, Client, 0));
        Assert.Equal((40L, 900L), (spans[0].StartNanoseconds, spans[0].EndNanoseconds));
        var wait = Assert.Single(spans, span => span.Name == SpanNames.ClientWait);
        Assert.Equal((40L, 100L), (wait.StartNanoseconds, wait.EndNanoseconds));
        Assert.Equal(spans[0].Id, wait.Parent);
    }

    [Fact]
    public void A_service_is_split_where_its_vcpu_was_taken_away()
    {
        var spans = Spans(
            (MessageKind.HopClientSent, 0, Client, 0),
            (MessageKind.HopApplicationQueued, 10, Server, 0),
            (MessageKind.HopApplicationStarted, 30, Server, 0),
            (MessageKind.HopApplicationPreempted, 50, Server, 1),
            (MessageKind.HopApplicationResumed, 80, Server, 0),
            (MessageKind.HopApplicationDone, 90, Server, 0),
            (MessageKind.HopClientReceived, 100, Client, 0));
        var service = Assert.Single(spans, span => span.Name == SpanNames.Service);
        Assert.Equal(
            [(SpanNames.VcpuRun, 30L, 50L), (SpanNames.VcpuWait, 50L, 80L), (SpanNames.VcpuRun, 80L, 90L)],
            spans.Where(span => span.Parent == service.Id)
                .Select(span => (span.Name, span.StartNanoseconds, span.EndNanoseconds)));
        var lost = spans.Single(span => span.Name == SpanNames.VcpuWait && span.Parent == service.Id);
        Assert.Contains(new KeyValuePair<string, long>("xenisol.core.lost", 1), lost.Attributes);
        Assert.Contains(spans, span => span is { Name: SpanNames.VcpuWait, StartNanoseconds: 10, EndNanoseconds: 30 });
    }

    [Theory]
    [InlineData(MessageKind.HopClientTimeout, "given up: no whole reply in time")]
    [InlineData(MessageKind.HopCardReceived, "under way when the run ended")]
    public void A_request_without_reply_is_marked(MessageKind last, string fault)
    {
        var spans = Spans((MessageKind.HopClientSent, 0, Client, 0), (last, 500, Client, 0));
        Assert.Equal(fault, spans[0].Fault);
        Assert.Equal(last == MessageKind.HopClientTimeout ? 500 : 1_000, spans[0].EndNanoseconds);
    }

    [Fact]
    public void Identities_derive_from_seed_and_request_and_are_distinct()
    {
        var ids = Enumerable.Range(0, 10_000).Select(request => SpanIdentity.OfTrace(1, request)).ToHashSet();
        Assert.Equal(10_000, ids.Count);
        Assert.Equal(SpanIdentity.OfTrace(1, 5), SpanIdentity.OfTrace(1, 5));
        Assert.NotEqual(SpanIdentity.OfTrace(1, 5), SpanIdentity.OfTrace(2, 5));
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(i => SpanIdentity.OfSpan(7, i)).Distinct().Count());
    }

    [Fact]
    public void One_in_a_hundred_is_about_one_in_a_hundred()
    {
        var sampled = Enumerable.Range(0, 100_000).Count(request => SpanIdentity.IsSampled(3, request, 100));
        Assert.InRange(sampled, 850, 1_150);
    }

    private static IReadOnlyList<Span> Spans(params (MessageKind Kind, long At, int Component, long Detail)[] seen)
    {
        RequestHops hops = new(42);
        foreach (var (kind, at, component, detail) in seen)
        {
            hops.Add(new Hop(kind, at, component, PacketKind.Request, detail));
        }

        return SpanModel.Of(seed: 1, hops, endNanoseconds: 1_000);
    }
}
