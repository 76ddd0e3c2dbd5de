using Xenisol.Client.Commands;
using Xenisol.Client.Reports;
using Xenisol.Client.Timelines;
using Xenisol.Client.Tracing;
using Xenisol.Emulation.Fleet;
using Xenisol.Grains;

namespace Xenisol.Client.Runs;

/// <summary>Takes what a run lets see, and hands it to traces, message dump and timeline until nothing more comes.
/// </summary>
internal sealed class RunWatch : IAsyncDisposable
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);

    private readonly TracePipeline? _traces;
    private readonly MessageDump? _messages;
    private readonly TimelineFile? _timeline;
    private string? _messagesFault;

    private RunWatch(TracePipeline? traces, MessageDump? messages, TimelineFile? timeline)
    {
        _traces = traces;
        _messages = messages;
        _timeline = timeline;
    }

    /// <summary>What went wrong; the run itself is not harmed by it.</summary>
    public IReadOnlyList<string> Faults =>
        [.. _traces?.Faults ?? [], .. new[] { _messagesFault, _timeline?.Fault }.OfType<string>()];

    public TraceCounts? Traces => _traces?.Counts;

    public TimelineCounts? Timeline => _timeline?.Counts;

    /// <summary>Whether anything is to be taken.</summary>
    public static bool IsWanted(RunOptions options) =>
        options.WantsTraces || options.Messages is not null || options.Timeline is not null;

    public static RunWatch Create(RunOptions options, RunFiles files, RunPlan placed)
    {
        World world = new(placed);
        var components = world.Components;
        TracedRun run = new(placed, components);
        List<ISpanExporter> exporters = [];
        if (files.Trace is { } file)
        {
            exporters.Add(new OtlpJsonExporter(options.Trace!, file.Begin(), run));
        }

        if (options.Otlp is { } endpoint)
        {
            exporters.Add(new OtlpHttpExporter(endpoint, run, FirstRetry));
        }

        return new RunWatch(
            exporters.Count == 0 ? null : new TracePipeline(placed.Seed, options.TraceOneIn, exporters),
            files.Messages is { } messages ? new MessageDump(messages.Begin(), components) : null,
            files.Timeline is { } timeline ? new TimelineFile(options.Timeline!, timeline.Begin(), world) : null);
    }

    /// <summary>Takes until the run's last batch.</summary>
    public async Task Follow(IRunGrain run)
    {
        WatchedBatch batch;
        do
        {
            batch = await run.TakeWatched();
            if (_traces is not null)
            {
                await _traces.Take(batch.Messages, CancellationToken.None);
            }

            Dump(batch.Messages);
            _timeline?.Take(batch.Messages);
        }
        while (!batch.IsLast);

        if (_traces is not null)
        {
            await _traces.Finish(CancellationToken.None);
        }
    }

    /// <summary>The run is over.</summary>
    /// <param name="endNanoseconds">The boundary at which it ended.</param>
    public void Complete(long endNanoseconds) => _timeline?.Complete(endNanoseconds);

    public async ValueTask DisposeAsync()
    {
        _timeline?.Dispose();
        _messages?.Dispose();
        if (_traces is not null)
        {
            await _traces.DisposeAsync();
        }
    }

    private void Dump(WatchedMessage[] messages)
    {
        if (_messages is null || _messagesFault is not null)
        {
            return;
        }

        try
        {
            _messages.Take(messages);
        }
        catch (IOException fault)
        {
            _messagesFault = $"The message dump is incomplete: {fault.Message}";
        }
    }
}
