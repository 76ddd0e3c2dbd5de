using Xenisol.Client.Reports;
using Xenisol.Grains;

namespace Xenisol.Client.Tracing;

/// <summary>
/// From what was seen to exported spans. It takes the next batch only when the last has arrived everywhere, so a slow
/// collector slows the run instead of losing spans. An exporter that fails is left out from then on; the run goes on,
/// and the fault is reported at its end.
/// </summary>
internal sealed class TracePipeline : IAsyncDisposable
{
    /// <summary>Spans that are exported together, at least.</summary>
    public const int BatchSpans = 512;

    private readonly ulong _seed;
    private readonly RequestCollector _collector;
    private readonly ISpanExporter[] _exporters;
    private readonly string?[] _faults;
    private readonly List<Span> _batch = [];
    private long _spans;
    private long _unfinished;
    private long _lost;
    private long _lastNanoseconds;

    public TracePipeline(ulong seed, long oneIn, IEnumerable<ISpanExporter> exporters)
    {
        _seed = seed;
        _collector = new RequestCollector(seed, oneIn);
        _exporters = [.. exporters];
        _faults = new string?[_exporters.Length];
    }

    /// <summary>What went wrong, one sentence for each exporter that failed.</summary>
    public IReadOnlyList<string> Faults => [.. _faults.OfType<string>()];

    public TraceCounts Counts => new(_collector.Sampled, _spans, _unfinished, _lost);

    public async Task Take(IReadOnlyList<WatchedMessage> seen, CancellationToken cancellation)
    {
        foreach (var message in seen)
        {
            _lastNanoseconds = Math.Max(_lastNanoseconds, message.AtNanoseconds);
            if (_collector.Take(message) is { } ended)
            {
                Add(ended);
                await ExportIfFull(cancellation);
            }
        }
    }

    /// <summary>Exports what is left, requests under way included.</summary>
    public async Task Finish(CancellationToken cancellation)
    {
        foreach (var rest in _collector.TakeRest())
        {
            Add(rest);
            await ExportIfFull(cancellation);
        }

        await Export(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var exporter in _exporters)
        {
            await exporter.DisposeAsync();
        }
    }

    private void Add(RequestHops hops)
    {
        var spans = SpanModel.Of(_seed, hops, _lastNanoseconds);
        _spans += spans.Count;
        _unfinished += spans[0].Fault.Length > 0 ? 1 : 0;
        _batch.AddRange(spans);
    }

    private Task ExportIfFull(CancellationToken cancellation) =>
        _batch.Count >= BatchSpans ? Export(cancellation) : Task.CompletedTask;

    private async Task Export(CancellationToken cancellation)
    {
        if (_batch.Count == 0)
        {
            return;
        }

        for (var i = 0; i < _exporters.Length; i++)
        {
            await Export(i, cancellation);
        }

        _batch.Clear();
    }

    private async Task Export(int exporter, CancellationToken cancellation)
    {
        if (_faults[exporter] is not null)
        {
            _lost += _batch.Count;
            return;
        }

        try
        {
            await _exporters[exporter].Export(_batch, cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _faults[exporter] = fault.Message;
            _lost += _batch.Count;
        }
    }
}
