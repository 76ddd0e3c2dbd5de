using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Runs;

/// <summary>The commands of a run: those that wait for a boundary, and those that got an instant and a position.
/// </summary>
internal sealed class CommandLog
{
    private readonly List<LoggedCommand> _logged;
    private readonly List<(ComponentCommand Command, TaskCompletionSource<LoggedCommand> Done)> _waiting = [];

    /// <summary>A log that begins with the commands of an earlier run, if it is replayed.</summary>
    /// <exception cref="RunFailedException">A replayed command goes to an unknown component or out of
    /// order.</exception>
    public CommandLog(IReadOnlyList<LoggedCommand> replay, RunContext run)
    {
        _logged = [.. replay];
        for (var i = 0; i < replay.Count; i++)
        {
            run.Component(replay[i].Component);
            if (replay[i].Position != i || replay[i].AtNanoseconds < 0)
            {
                throw new RunFailedException(
                    $"The command log to be replayed has position {replay[i].Position} at {replay[i].AtNanoseconds} ns "
                    + $"where position {i} at an instant from 0 on must stand.");
            }
        }
    }

    public IReadOnlyList<LoggedCommand> Logged => _logged;

    public bool HasWaiting => _waiting.Count > 0;

    public Task<LoggedCommand> Add(ComponentCommand command)
    {
        var done = new TaskCompletionSource<LoggedCommand>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((command, done));
        return done.Task;
    }

    /// <summary>Gives every waiting command its instant and position.</summary>
    /// <param name="boundary">The boundary at which the run stands.</param>
    /// <returns>Each command with what is to be completed once it is delivered.</returns>
    public IReadOnlyList<(LoggedCommand Command, TaskCompletionSource<LoggedCommand> Done)> Take(long boundary)
    {
        var taken = new List<(LoggedCommand, TaskCompletionSource<LoggedCommand>)>(_waiting.Count);
        foreach (var (command, done) in _waiting)
        {
            var logged = new LoggedCommand(
                _logged.Count, boundary, command.Component, command.Kind, command.Port, command.A, command.B);
            _logged.Add(logged);
            taken.Add((logged, done));
        }

        _waiting.Clear();
        return taken;
    }

    /// <summary>Tells whoever still waits that no boundary will come.</summary>
    public void Refuse(string reason)
    {
        foreach (var (_, done) in _waiting)
        {
            done.TrySetException(new RunFailedException(reason));
        }

        _waiting.Clear();
    }
}
