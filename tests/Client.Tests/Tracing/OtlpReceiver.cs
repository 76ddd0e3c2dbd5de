using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

using Google.Protobuf;

namespace Xenisol.Client.Tests.Tracing;

/// <summary>A small OTLP/HTTP collector: takes binary protobuf at <c>/v1/traces</c> and keeps the spans.</summary>
internal sealed class OtlpReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<ReceivedSpan> _spans = [];
    private readonly Task _loop;

    public OtlpReceiver(int busyAnswers = 0)
    {
        Endpoint = new Uri($"http://127.0.0.1:{FreePort()}");
        _listener.Prefixes.Add(Endpoint.ToString());
        _listener.Start();
        _loop = Serve(busyAnswers);
    }

    public Uri Endpoint { get; }

    public IReadOnlyList<ReceivedSpan> Spans => [.. _spans];

    public int Requests { get; private set; }

    public void Dispose()
    {
        _listener.Stop();
        _loop.GetAwaiter().GetResult();
        ((IDisposable)_listener).Dispose();
    }

    private async Task Serve(int busyAnswers)
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Requests++;
            context.Response.StatusCode = Requests <= busyAnswers ? 503 : Answer(context.Request);
            context.Response.Close();
        }
    }

    private int Answer(HttpListenerRequest request)
    {
        if (request.Url?.AbsolutePath != "/v1/traces" || request.ContentType != "application/x-protobuf")
        {
            return 415;
        }

        using MemoryStream body = new();
        request.InputStream.CopyTo(body);
        foreach (var span in OtlpReader.Spans(new CodedInputStream(body.ToArray())))
        {
            _spans.Enqueue(span);
        }

        return 200;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
