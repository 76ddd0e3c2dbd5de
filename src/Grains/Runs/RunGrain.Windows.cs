using Xenisol.Emulation.Engine;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Runs;

/// <summary>The loop that drives the windows.</summary>
internal sealed partial class RunGrain
{
    private static readonly TimeSpan PaceStep = TimeSpan.FromMilliseconds(5);

    private async Task Drive()
    {
        var run = _run!;
        var windows = _windows!;
        try
        {
            await GoOn(run, windows);
            _wall = _clock.GetElapsedTime(_startedAt);
            _result = await MakeResult(run, windows);
            _phase = _result.Interrupted ? RunPhase.Stopped : RunPhase.Finished;
        }
        catch (Exception error)
        {
            // Whatever happened, those who wait must hear of it.
            _wall = _clock.GetElapsedTime(_startedAt);
            _failure = error is RunFailedException or EmulationException
                ? error.Message
                : $"Run {RunName} cannot go on at {windows.Boundary} ns: {error.GetType().Name}: {error.Message}";
            _phase = RunPhase.Failed;
        }

        var reason = _phase == RunPhase.Failed ? _failure : $"Run {RunName} is {_phase}, so it takes no command.";
        _commands!.Refuse(reason);
        TellStates(reason);
        TellPaused();
        _watched.Signal();
    }

    private void TellStates(string reason)
    {
        foreach (var waiting in _waitingForStates)
        {
            if (_result is { } result)
            {
                waiting.SetResult(new CapturedState(result.VirtualNanoseconds, 0, result.States));
            }
            else
            {
                waiting.SetException(new RunFailedException(reason));
            }
        }

        _waitingForStates.Clear();
    }

    private async Task GoOn(RunContext run, RunWindows windows)
    {
        var end = run.World.Plan.Duration.Nanoseconds;
        var pacer = new Pacer(_clock, _start!.Pace);
        _startedAt = _clock.GetTimestamp();
        pacer.Begin(0);
        while (true)
        {
            if ((_pauseRequested || _commands!.HasWaiting || _waitingForStates.Count > 0)
                && await TakeRequests(run, windows))
            {
                pacer.Begin(windows.Boundary);
            }

            if (_stopRequested || windows.Boundary >= end)
            {
                return;
            }

            var limit = Math.Min(end, pacer.LimitNanoseconds());
            _watched.Add(await windows.Advance(limit));
            if (windows.Boundary == limit && limit < end)
            {
                await Task.Delay(PaceStep, _clock);
            }

            while (_watched.IsFull && !_stopRequested)
            {
                await Task.WhenAny(_watched.Changed, Requested());
            }
        }
    }

    /// <summary>Takes commands and questions, and stands at the boundary while a pause is asked for.</summary>
    /// <returns>Whether virtual time stood.</returns>
    private async Task<bool> TakeRequests(RunContext run, RunWindows windows)
    {
        var stood = false;
        while (true)
        {
            var requested = Requested();
            await TakeCommands(windows);
            await AnswerQuestions(run);
            if (!_pauseRequested || _stopRequested)
            {
                _phase = RunPhase.Running;
                TellPaused();
                return stood;
            }

            stood = true;
            _phase = RunPhase.Paused;
            TellPaused();
            await requested;
        }
    }

    private async Task TakeCommands(RunWindows windows)
    {
        var taken = _commands!.Take(windows.Boundary);
        await windows.Inject(taken.Select(entry => entry.Command));
        foreach (var (command, done) in taken)
        {
            done.SetResult(command);
        }
    }

    /// <summary>Every partition stands at the boundary, so all states are of one instant.</summary>
    private async Task AnswerQuestions(RunContext run)
    {
        if (_waitingForStates.Count == 0)
        {
            return;
        }

        var asked = _waitingForStates.ToList();
        _waitingForStates.Clear();
        var states = await CaptureStates(run);
        foreach (var waiting in asked)
        {
            waiting.SetResult(states);
        }
    }

    private void TellPaused()
    {
        foreach (var waiting in _waitingForPause)
        {
            waiting.TrySetResult();
        }

        _waitingForPause.Clear();
    }

    /// <summary>Completes at the next request; requests that came before are taken by now.</summary>
    private Task Requested()
    {
        if (_requested.Task.IsCompleted)
        {
            _requested = NewSignal();
        }

        return _requested.Task;
    }
}
