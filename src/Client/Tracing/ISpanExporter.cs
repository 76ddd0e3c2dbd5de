namespace Xenisol.Client.Tracing;

/// <summary>Takes spans somewhere. The next batch is given when the last has arrived, so nothing piles up.</summary>
internal interface ISpanExporter : IAsyncDisposable
{
    /// <summary>Where the spans go, as it stands in messages.</summary>
    string Target { get; }

    /// <exception cref="IOException">They did not arrive; the message says why.</exception>
    Task Export(IReadOnlyList<Span> spans, CancellationToken cancellation);
}
