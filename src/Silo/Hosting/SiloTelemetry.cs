using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Xenisol.Silo;

/// <summary>
/// What a silo itself does, in wall-clock time: Orleans' own metrics and calls between grains, for whoever operates it.
/// The traces of emulated requests are another thing: they carry virtual time and belong to a run.
/// </summary>
internal static class SiloTelemetry
{
    private const int MetricsIntervalMilliseconds = 5_000;

    /// <summary>Exports to an OTLP collector over HTTP.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="collector">The collector's base address, such as <c>http://127.0.0.1:4318</c>.</param>
    public static void AddSiloTelemetry(this IHostApplicationBuilder builder, Uri collector) =>
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("xenisol-silo"))
            .WithMetrics(metrics => metrics
                .AddMeter("Microsoft.Orleans")
                .AddOtlpExporter((exporter, reader) =>
                {
                    Configure(exporter, collector, "v1/metrics");
                    var periodic = reader.PeriodicExportingMetricReaderOptions;
                    periodic.ExportIntervalMilliseconds = MetricsIntervalMilliseconds;
                }))
            .WithTracing(tracing => tracing
                .AddSource("Microsoft.Orleans.Application")
                .AddOtlpExporter(exporter => Configure(exporter, collector, "v1/traces")));

    private static void Configure(OtlpExporterOptions exporter, Uri collector, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri(collector, path);
    }
}
