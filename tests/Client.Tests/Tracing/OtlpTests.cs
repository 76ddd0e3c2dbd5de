using System.Diagnostics;

using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

using Xenisol.Client.Tests.Runs;
using Xenisol.Client.Tracing;

namespace Xenisol.Client.Tests.Tracing;

/// <summary>Traces of a real run over real OTLP, taken by a collector that OpenTelemetry's own exporter was tried on.
/// </summary>
[Collection(SiloCollection.Name)]
public sealed class OtlpTests : IDisposable
{
    private static readonly string[] OnTheWay =
    [
        SpanNames.Wire, SpanNames.DriverReceive, SpanNames.DriverWait, SpanNames.DriverRun, SpanNames.Backend,
        SpanNames.EventChannel, SpanNames.GuestKernel, SpanNames.VcpuWait, SpanNames.VcpuRun, SpanNames.Service,
        SpanNames.Reply, SpanNames.GuestSend, SpanNames.TokenBucket, SpanNames.Card,
    ];

    private readonly TestCli _cli = new();

    [Fact]
    public async Task Every_request_arrives_as_one_tree_in_virtual_time()
    {
        using OtlpReceiver receiver = new(busyAnswers: 2);
        var scenario = _cli.Folder.Write("scenario.yaml", TestScenarios.Easy);
        Assert.Equal(
            ExitCode.Success,
            await _cli.Run("run", scenario, "--otlp", receiver.Endpoint.ToString(), "--trace-sample", "1"));
        Assert.Contains($"traces   {receiver.Spans.Count} spans of", _cli.Out);
        var traces = receiver.Spans.GroupBy(span => span.TraceId).ToList();
        Assert.InRange(traces.Count, 150, 260);
        Assert.Contains(traces, trace => OnTheWay.All(name => trace.Any(span => span.Name == name)));
        Assert.Contains(receiver.Spans, span => span.Name == SpanNames.CardInterrupt);
        foreach (var trace in traces)
        {
            CheckTree([.. trace]);
        }
    }

    [Fact]
    public async Task The_file_holds_the_same_spans_as_the_collector_gets()
    {
        using OtlpReceiver receiver = new();
        var scenario = _cli.Folder.Write("scenario.yaml", TestScenarios.Small);
        var file = _cli.Folder.PathOf("t.jsonl");
        await _cli.Run(
            "run", scenario, "--otlp", receiver.Endpoint.ToString(), "--trace", file, "--trace-sample", "1/5");
        var received = receiver.Spans.Select(Line).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(received);
        Assert.Equal(received, OtlpFile.Spans(file).Select(Line).Order(StringComparer.Ordinal));

        static string Line(ReceivedSpan span) =>
            $"{span.TraceId} {span.SpanId} {span.ParentId} {span.Name} {span.Kind} {span.Start} {span.End}"
            + $" {span.Status} " + string.Join(' ', span.Attributes) + string.Join(' ', span.Resource);
    }

    [Fact]
    public async Task Traces_are_the_same_bytes_on_any_number_of_partitions()
    {
        var scenario = _cli.Folder.Write("scenario.yaml", TestScenarios.Small);
        var one = _cli.Folder.PathOf("one.jsonl");
        var two = _cli.Folder.PathOf("two.jsonl");
        await _cli.Run("run", scenario, "--trace", one, "--trace-sample", "1/2");
        await _cli.Run("run", scenario, "--trace", two, "--trace-sample", "1/2", "--partitions", "2");
        Assert.NotEmpty(OtlpFile.Spans(one));
        Assert.Equal(File.ReadAllText(one), File.ReadAllText(two));
    }

    [Fact]
    public void The_collector_understands_the_exporter_of_OpenTelemetry()
    {
        using OtlpReceiver receiver = new();
        using ActivitySource source = new("probe");
        ActivitySpanId parent;
        using (var provider = Sdk.CreateTracerProviderBuilder()
            .AddSource("probe")
            .ConfigureResource(resource => resource.Clear().AddAttributes([new("where", "here")]))
            .AddOtlpExporter(options =>
            {
                options.Endpoint = new Uri(receiver.Endpoint, "v1/traces");
                options.Protocol = OtlpExportProtocol.HttpProtobuf;
                options.ExportProcessorType = ExportProcessorType.Simple;
            })
            .Build())
        {
            using var outer = source.StartActivity("outer", ActivityKind.Client)!;
            parent = outer.SpanId;
            using var inner = source.StartActivity("inner")!;
            inner.SetTag("count", 7L);
            inner.SetStatus(ActivityStatusCode.Error);
        }

        var received = receiver.Spans;
        var child = Assert.Single(received, span => span.Name == "inner");
        Assert.Equal(parent.ToHexString(), child.ParentId);
        Assert.Equal(7L, child.Attributes["count"]);
        Assert.Equal(2, child.Status);
        Assert.Equal("here", child.Resource["where"]);
        Assert.True(child.Start <= child.End);
        Assert.Equal(3, Assert.Single(received, span => span.Name == "outer").Kind);
    }

    public void Dispose() => _cli.Dispose();

    private static void CheckTree(List<ReceivedSpan> trace)
    {
        var byId = trace.ToDictionary(span => span.SpanId);
        var root = Assert.Single(trace, span => span.ParentId.Length == 0);
        Assert.Equal(SpanNames.Request, root.Name);
        Assert.Equal("client/web", root.Resource["service.name"]);
        foreach (var span in trace)
        {
            Assert.Equal("virtual", span.Resource["xenisol.time"]);
            Assert.True(span.Start <= span.End, span.Name);
            Assert.InRange(
                (long)span.Start, VirtualEpoch.UnixNanoseconds, VirtualEpoch.UnixNanoseconds + 500_000_000);
            Assert.Equal((long)span.Start - VirtualEpoch.UnixNanoseconds, span.Attributes["xenisol.start.nanoseconds"]);
            if (span != root)
            {
                var parent = byId[span.ParentId];
                Assert.True(parent.Start <= span.Start && span.End <= parent.End, $"{span.Name} in {parent.Name}");
            }
        }
    }
}
