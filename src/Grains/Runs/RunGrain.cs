using Orleans.Concurrency;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Runs;

/// <summary>
/// A run's life. The windows are driven by one loop of its own (<see cref="Drive"/>); calls only leave requests for it,
/// which it takes at the next boundary. Reentrant, since calls wait for boundaries.
/// </summary>
[Reentrant]
internal sealed partial class RunGrain : XenisolGrain, IRunGrain
{
    private readonly TimeProvider _clock;
    private readonly SiloAddress _here;
    private readonly IClusterManifestProvider _manifest;
    private readonly List<TaskCompletionSource> _waitingForPause = [];
    private readonly List<TaskCompletionSource<CapturedState>> _waitingForStates = [];
    private RunContext? _run;
    private RunStart? _start;
    private IPartitionGrain[] _partitions = [];
    private RunWindows? _windows;
    private CommandLog? _commands;
    private WatchedQueue _watched = new();
    private Task _loop = Task.CompletedTask;
    private TaskCompletionSource _requested = NewSignal();
    private RunPhase _phase = RunPhase.Created;
    private bool _starting;
    private bool _pauseRequested;
    private bool _stopRequested;
    private string _failure = "";
    private RunResult? _result;
    private long _startedAt;
    private TimeSpan _wall;

    public RunGrain(
        RunDirectory directory, TimeProvider clock, ILocalSiloDetails silo, IClusterManifestProvider manifest)
        : base(directory)
    {
        _manifest = manifest;
        _clock = clock;
        _here = silo.SiloAddress;
    }

    public async Task Start(RunStart start)
    {
        if (_starting || _phase != RunPhase.Created)
        {
            throw new RunFailedException($"Run {RunName} was started already; choose another name or close it.");
        }

        if (!GrainKeys.IsRunName(RunName))
        {
            throw new RunFailedException(
                $"\"{RunName}\" cannot name a run; letters, digits, dots, underscores and dashes can.");
        }

        _starting = true;
        try
        {
            await Prepare(start);
            DelayDeactivation(Timeout.InfiniteTimeSpan);
            _phase = RunPhase.Running;
            _loop = Drive();
        }
        finally
        {
            _starting = false;
        }
    }

    public Task Pause()
    {
        RequireGoingOn("pause");
        _pauseRequested = true;
        if (_phase == RunPhase.Paused)
        {
            return Task.CompletedTask;
        }

        var paused = NewSignal();
        _waitingForPause.Add(paused);
        Request();
        return paused.Task;
    }

    public Task Resume()
    {
        RequireGoingOn("resume");
        _pauseRequested = false;
        Request();
        return Task.CompletedTask;
    }

    public async Task Stop()
    {
        if (_phase == RunPhase.Created)
        {
            throw new RunFailedException($"Run {RunName} was not started, so there is nothing to stop.");
        }

        _stopRequested = true;
        Request();
        await _loop;
    }

    public Task<RunProgress> GetProgress()
    {
        var wall = _phase is RunPhase.Running or RunPhase.Paused ? _clock.GetElapsedTime(_startedAt) : _wall;
        var events = _windows?.Events ?? 0;
        return Task.FromResult(new RunProgress(
            _phase,
            _windows?.Boundary ?? 0,
            _run?.World.Plan.Duration.Nanoseconds ?? 0,
            events,
            wall > TimeSpan.Zero ? events / wall.TotalSeconds : 0,
            wall.TotalSeconds,
            _failure));
    }

    public async IAsyncEnumerable<RunProgress> Watch(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (true)
        {
            var progress = await GetProgress();
            yield return progress;
            if (progress.IsOver)
            {
                yield break;
            }

            await Task.WhenAny(_loop, Task.Delay(TimeSpan.FromMilliseconds(200), _clock, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    public Task<RunResult> GetResult() =>
        Task.FromResult(_result ?? throw new RunFailedException(
            _phase == RunPhase.Failed ? _failure : $"Run {RunName} is {_phase}; it has no result yet."));

    public Task<LoggedCommand> Command(ComponentCommand command)
    {
        RequireGoingOn("command");
        _run!.Component(command.Component);
        var logged = _commands!.Add(command);
        Request();
        return logged;
    }

    public async Task<IReadOnlyList<LoggedCommand>> CommandAll(IReadOnlyList<ComponentCommand> commands)
    {
        RequireGoingOn("command");
        foreach (var command in commands)
        {
            _run!.Component(command.Component);
        }

        // Added in one turn, so that no boundary comes between them.
        var logged = commands.Select(_commands!.Add).ToList();
        Request();
        return await Task.WhenAll(logged);
    }

    public async Task<WatchedBatch> TakeWatched()
    {
        if (_watched.IsEmpty && !IsOver)
        {
            await Task.WhenAny(_watched.Changed, Task.Delay(TimeSpan.FromSeconds(1), _clock));
        }

        var taken = _watched.Take();
        return new WatchedBatch(taken, IsLast: IsOver && _watched.IsEmpty);
    }

    public Task<RunLayout> GetLayout() =>
        Task.FromResult(
            _run?.Layout ?? throw new RunFailedException($"There is no run {RunName}; it was not started."));

    public Task<CapturedState> GetStates()
    {
        if (_result is { } result)
        {
            return Task.FromResult(new CapturedState(result.VirtualNanoseconds, 0, result.States));
        }

        RequireGoingOn("question");
        var states = new TaskCompletionSource<CapturedState>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waitingForStates.Add(states);
        Request();
        return states.Task;
    }

    public async Task Close()
    {
        if (_run is not { } run)
        {
            return;
        }

        _stopRequested = true;
        Request();
        await _loop;
        await ClosePartitions(run.Layout.Epoch);
        Directory.Forget(RunName, run.Layout.Epoch);
        _run = null;
        _phase = RunPhase.Created;

        // Stays where it is until it is collected: a call that meets a partition which is being deactivated is placed
        // anew by that partition's silo, so a run that is started again at once must have the layout it had.
        DelayDeactivation(TimeSpan.Zero);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool IsOver => _phase is RunPhase.Finished or RunPhase.Stopped or RunPhase.Failed;

    /// <summary>Wakes the loop if it waits.</summary>
    private void Request() => _requested.TrySetResult();

    private void RequireGoingOn(string what)
    {
        if (_phase is not (RunPhase.Running or RunPhase.Paused))
        {
            throw new RunFailedException(
                _phase == RunPhase.Created
                    ? $"There is no run {RunName}; it was not started."
                    : $"Run {RunName} is {_phase}, so it takes no {what}.");
        }
    }
}
