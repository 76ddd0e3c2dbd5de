namespace Xenisol.Client.Tracing;

/// <summary>Collects the spans of one request and gives them their identities.</summary>
internal sealed class SpanBuilder
{
    private readonly long _request;
    private readonly ulong _high;
    private readonly ulong _low;
    private readonly List<Span> _spans = [];

    public SpanBuilder(ulong seed, long request)
    {
        _request = request;
        (_high, _low) = SpanIdentity.OfTrace(seed, request);
    }

    public IReadOnlyList<Span> Spans => _spans;

    /// <summary>Adds a span if both its ends were seen; returns its identity, or 0.</summary>
    public ulong Add(
        string name,
        ulong parent,
        Hop? from,
        Hop? to,
        string fault = "",
        params (string Name, long Value)[] attributes) =>
        from is { } start && to is { } end
            ? Add(name, parent, end.Component, start.AtNanoseconds, end.AtNanoseconds, fault, attributes)
            : 0;

    public ulong Add(
        string name,
        ulong parent,
        int component,
        long startNanoseconds,
        long endNanoseconds,
        string fault = "",
        params (string Name, long Value)[] attributes)
    {
        var id = SpanIdentity.OfSpan(_low, _spans.Count);
        _spans.Add(new Span
        {
            TraceHigh = _high,
            TraceLow = _low,
            Id = id,
            Parent = parent,
            Name = name,
            Component = component,
            StartNanoseconds = startNanoseconds,
            EndNanoseconds = endNanoseconds,
            Fault = fault,
            Attributes =
            [
                new("xenisol.request", _request),
                new("xenisol.start.nanoseconds", startNanoseconds),
                new("xenisol.duration.nanoseconds", endNanoseconds - startNanoseconds),
                .. attributes.Select(attribute => KeyValuePair.Create(attribute.Name, attribute.Value)),
            ],
        });
        return id;
    }
}
