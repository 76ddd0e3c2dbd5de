using Xenisol.Emulation.Engine;
using Xenisol.Grains.Placement;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Partitions;

/// <summary>
/// Owns a partition's thread: hands it windows, carries its messages to the other partitions, and answers questions
/// about its components between windows. Nothing is advanced inside a grain's turn.
/// </summary>
[HostPlacement]
internal sealed class PartitionGrain : XenisolGrain, IPartitionGrain
{
    private readonly TimeProvider _clock;
    private readonly SiloAddress _here;
    private RunContext? _run;
    private int _index;
    private PartitionThread? _thread;
    private PartitionRuntime? _runtime;
    private ComponentGateway? _gateway;
    private PeerMailbox? _mailbox;
    private PeerExchange? _exchange;
    private TimeSpan _cpuAtStart;

    public PartitionGrain(RunDirectory directory, TimeProvider clock, ILocalSiloDetails silo)
        : base(directory)
    {
        _here = silo.SiloAddress;
        _clock = clock;
    }

    public async Task<long> Start(PartitionStart start)
    {
        if (!start.Layout.Silos[start.Index].Equals(_here))
        {
            throw new RunFailedException(
                $"Partition {this.GetPrimaryKeyString()} belongs on silo {start.Layout.Silos[start.Index]}, but was "
                + $"placed on {_here}; start the run again once the cluster is stable.");
        }

        EndThread("it was started again");
        var run = Directory.Register(RunName, start.Layout);
        _run = run;
        _index = start.Index;
        Meet(run);
        DelayDeactivation(Timeout.InfiniteTimeSpan);
        _gateway = null;
        if (start.Layout.Granularity == Granularity.Component)
        {
            _gateway = new ComponentGateway(run);
            await _gateway.Attach(GrainFactory, _index);
        }

        var (gateway, exchange) = (_gateway, _exchange);
        _cpuAtStart = Environment.CpuUsage.TotalTime;
        _thread = new PartitionThread($"partition {RunName}/{start.Index}");
        _runtime = await OnThread(() =>
        {
            var runtime = new PartitionRuntime(run, start.Index, gateway, exchange, _clock);
            runtime.Inject(start.Replay);
            return runtime;
        });
        return _runtime.Next.Nanoseconds;
    }

    public async Task<AdvanceReport> Advance(AdvanceOrder order)
    {
        var runtime = Runtime(order.Epoch);
        try
        {
            return await OnThread(() => runtime.Advance(order));
        }
        catch (RunFailedException error)
        {
            _exchange?.Fail(error.Message);
            throw;
        }
    }

    public Task Receive(PeerWindow window)
    {
        // What an earlier epoch says late is of no interest.
        if (_run?.Layout.Epoch == window.Epoch)
        {
            _mailbox?.Put(window);
        }

        return Task.CompletedTask;
    }

    public async Task Inject(long epoch, IReadOnlyList<LoggedCommand> commands)
    {
        var runtime = Runtime(epoch);
        await OnThread(() =>
        {
            runtime.Inject(commands);
            return true;
        });
    }

    public Task<CapturedState> Capture(long epoch, int component)
    {
        var runtime = Runtime(epoch);
        return OnThread(() => runtime.Capture(component, 1));
    }

    public Task<IReadOnlyList<CapturedState>> CaptureAll(long epoch)
    {
        var runtime = Runtime(epoch);
        return OnThread(runtime.CaptureAll);
    }

    public Task<PartitionUsage> GetUsage(long epoch)
    {
        Runtime(epoch);
        var run = _run!;
        var hosts = run.World.Plan.Hosts.Where((_, i) => i % run.PartitionCount == _index).Select(h => h.Name);
        return Task.FromResult(new PartitionUsage(
            Environment.ProcessId,
            (Environment.CpuUsage.TotalTime - _cpuAtStart).TotalSeconds,
            [.. hosts],
            _exchange?.MessagesToOtherSilos ?? 0,
            _exchange?.BlobsToOtherSilos ?? 0,
            run.GrainCalls));
    }

    public async Task Close(long epoch)
    {
        if (_run is null || _run.Layout.Epoch > epoch)
        {
            return;
        }

        EndThread("it was closed");
        if (_gateway is not null)
        {
            await _gateway.Detach();
        }

        Directory.Forget(RunName, epoch);
        DeactivateOnIdle();
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        EndThread("its grain was deactivated");
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <summary>Opens the mailbox before any other partition may send; a lone partition has none.</summary>
    private void Meet(RunContext run)
    {
        (_mailbox, _exchange) = (null, null);
        if (run.PartitionCount > 1)
        {
            var peers = Enumerable.Range(0, run.PartitionCount)
                .Select(i => GrainFactory.GetGrain<IPartitionGrain>(GrainKeys.Partition(RunName, i)));
            _mailbox = new PeerMailbox(this.GetPrimaryKeyString(), run.PartitionCount);
            _exchange = new PeerExchange(run, _index, [.. peers], _mailbox);
        }
    }

    private void EndThread(string reason)
    {
        _mailbox?.Fail($"Partition {this.GetPrimaryKeyString()} holds nothing: {reason}.");
        _thread?.End();
        _thread = null;
        _runtime = null;
    }

    private PartitionRuntime Runtime(long epoch)
    {
        if (_runtime is null || _run is null)
        {
            throw new RunFailedException(
                $"Partition {this.GetPrimaryKeyString()} holds nothing: it was closed, or its silo ended.");
        }

        return _run.Layout.Epoch == epoch ? _runtime : throw new RunFailedException(
            $"Partition {this.GetPrimaryKeyString()} is at epoch {_run.Layout.Epoch}, not {epoch}.");
    }

    /// <summary>Errors of the emulation become errors that can travel between silos.</summary>
    private async Task<T> OnThread<T>(Func<T> work)
    {
        if (_thread is not { } thread)
        {
            throw new RunFailedException($"Partition {this.GetPrimaryKeyString()} is closed.");
        }

        try
        {
            return await thread.Run(work);
        }
        catch (Exception error) when (error is not RunFailedException)
        {
            throw new RunFailedException(
                error is EmulationException ? error.Message : $"{error.GetType().Name}: {error.Message}", error);
        }
    }
}
