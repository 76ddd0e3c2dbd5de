using System.Net;
using System.Net.Http.Headers;

using Polly;
using Polly.Retry;

namespace Xenisol.Client.Tracing;

/// <summary>
/// Posts spans over OTLP/HTTP (binary protobuf) and waits until they have arrived; what the collector is busy for, or
/// loses the connection over, is sent again.
/// </summary>
internal sealed class OtlpHttpExporter : ISpanExporter
{
    private const string TracesPath = "v1/traces";

    private readonly TracedRun _run;
    private readonly Uri _address;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly ResiliencePipeline<HttpResponseMessage> _retry;

    /// <param name="endpoint">The endpoint; <c>/v1/traces</c> is appended unless it has a path of its own.</param>
    /// <param name="run">What the spans share.</param>
    /// <param name="firstDelay">How long the first retry waits; each further one waits twice as long.</param>
    public OtlpHttpExporter(Uri endpoint, TracedRun run, TimeSpan firstDelay)
    {
        _run = run;
        _address = endpoint.AbsolutePath == "/" ? new Uri(endpoint, TracesPath) : endpoint;
        _retry = new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 4,
                Delay = firstDelay,
                BackoffType = DelayBackoffType.Exponential,
                ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                    .Handle<HttpRequestException>()
                    .Handle<TaskCanceledException>(fault => fault.InnerException is TimeoutException)
                    .HandleResult(IsTemporary),
            })
            .Build();
    }

    public string Target => _address.ToString();

    public async Task Export(IReadOnlyList<Span> spans, CancellationToken cancellation)
    {
        var body = OtlpProtobuf.Encode(_run, spans);
        try
        {
            using var response = await _retry.ExecuteAsync(
                async token =>
                {
                    using ByteArrayContent content = new(body);
                    content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
                    return await _http.PostAsync(_address, content, token);
                },
                cancellation);
            if (!response.IsSuccessStatusCode)
            {
                throw new IOException(
                    $"The OTLP endpoint {_address} answered {(int)response.StatusCode} {response.ReasonPhrase}; it must"
                    + " accept OTLP over HTTP with binary protobuf (usually port 4318).");
            }

            var refused = OtlpAnswer.RejectedSpans(await response.Content.ReadAsByteArrayAsync(cancellation));
            if (refused > 0)
            {
                throw new IOException($"The OTLP endpoint {_address} rejected {refused} of {spans.Count} spans.");
            }
        }
        catch (HttpRequestException fault)
        {
            throw new IOException($"The OTLP endpoint {_address} cannot be reached: {fault.Message}.", fault);
        }
        catch (TaskCanceledException fault) when (fault.InnerException is TimeoutException)
        {
            throw new IOException($"The OTLP endpoint {_address} did not answer within 10 s.", fault);
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsTemporary(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
}
