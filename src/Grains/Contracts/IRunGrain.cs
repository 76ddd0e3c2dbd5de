using Orleans.Concurrency;

namespace Xenisol.Grains;

/// <summary>
/// A run: its life, plan, epoch, windows and digest. Key: the run's name (letters, digits, <c>.</c>, <c>_</c>,
/// <c>-</c>).
/// </summary>
[Alias("xenisol.IRunGrain")]
public interface IRunGrain : IGrainWithStringKey
{
    /// <summary>Places what is not placed, spreads the hosts over the silos, and starts.</summary>
    /// <exception cref="RunFailedException">The run was started already, or the plan is refused.</exception>
    [Alias("Start")]
    Task Start(RunStart start);

    /// <summary>Stops virtual time at the next boundary; returns when it stands.</summary>
    [Alias("Pause")]
    Task Pause();

    /// <summary>Lets virtual time go on.</summary>
    [Alias("Resume")]
    Task Resume();

    /// <summary>Ends the run at the next boundary; the result covers the time until then.</summary>
    [Alias("Stop")]
    Task Stop();

    /// <summary>How far it is.</summary>
    [Alias("GetProgress")]
    Task<RunProgress> GetProgress();

    /// <summary>Progress about five times a second, and a last one when it is over.</summary>
    [Alias("Watch")]
    IAsyncEnumerable<RunProgress> Watch(CancellationToken cancellation = default);

    /// <summary>The result of a run that is over.</summary>
    /// <exception cref="RunFailedException">It is not over, or it failed.</exception>
    [Alias("GetResult")]
    Task<RunResult> GetResult();

    /// <summary>Logs a command for the next boundary; returns it with its instant and position.</summary>
    /// <exception cref="RunFailedException">The run is over, or there is no such component.</exception>
    [Alias("Command")]
    Task<LoggedCommand> Command(ComponentCommand command);

    /// <summary>Logs commands that stand next to each other in the log, all at the next boundary.</summary>
    /// <exception cref="RunFailedException">The run is over, or there is no such component; none is logged.</exception>
    [Alias("CommandAll")]
    Task<IReadOnlyList<LoggedCommand>> CommandAll(IReadOnlyList<ComponentCommand> commands);

    /// <summary>
    /// What was seen since the last call; waits up to a second for something. The run waits when too much is not taken,
    /// so that nothing is dropped.
    /// </summary>
    [Alias("TakeWatched")]
    Task<WatchedBatch> TakeWatched();

    /// <summary>The layout of a started run.</summary>
    /// <exception cref="RunFailedException">The run was not started.</exception>
    [Alias("GetLayout")]
    [AlwaysInterleave]
    Task<RunLayout> GetLayout();

    /// <summary>
    /// The states of all components at one boundary: the next one, or the last of a run that is over.
    /// </summary>
    [Alias("GetStates")]
    Task<CapturedState> GetStates();

    /// <summary>Releases partitions and components; a run that goes on is stopped first.</summary>
    [Alias("Close")]
    Task Close();
}
