namespace Xenisol.Grains.Runs;

/// <summary>
/// What was seen and not yet taken. Nothing is dropped: when it is full the run waits until somebody takes.
/// </summary>
internal sealed class WatchedQueue
{
    private const int FullAt = 200_000;
    private const int BatchAtMost = 20_000;

    private readonly Queue<WatchedMessage> _seen = [];
    private TaskCompletionSource _changed = NewSignal();

    public bool IsFull => _seen.Count >= FullAt;

    public bool IsEmpty => _seen.Count == 0;

    /// <summary>Completes at the next change.</summary>
    public Task Changed => _changed.Task;

    public void Add(WatchedMessage[] seen)
    {
        foreach (var message in seen)
        {
            _seen.Enqueue(message);
        }

        if (seen.Length > 0)
        {
            Signal();
        }
    }

    public WatchedMessage[] Take()
    {
        var batch = new WatchedMessage[Math.Min(BatchAtMost, _seen.Count)];
        for (var i = 0; i < batch.Length; i++)
        {
            batch[i] = _seen.Dequeue();
        }

        if (batch.Length > 0)
        {
            Signal();
        }

        return batch;
    }

    /// <summary>Wakes whoever waits: something was added or taken, or the run is over.</summary>
    public void Signal()
    {
        var changed = _changed;
        _changed = NewSignal();
        changed.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
