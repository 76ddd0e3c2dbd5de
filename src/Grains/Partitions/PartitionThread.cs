using System.Collections.Concurrent;

namespace Xenisol.Grains.Partitions;

/// <summary>
/// The thread that advances a partition. A thread of its own, since an event loop on the thread pool would keep the
/// silo's calls waiting for half a second; answers go back to whoever asked.
/// </summary>
internal sealed class PartitionThread
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public PartitionThread(string name)
    {
        _thread = new Thread(Loop) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Runs <paramref name="work"/> after everything queued before.</summary>
    public Task<T> Run<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        });
        return done.Task;
    }

    /// <summary>Ends the thread after what is queued; does not wait for it.</summary>
    public void End() => _work.CompleteAdding();

    private void Loop()
    {
        foreach (var work in _work.GetConsumingEnumerable())
        {
            work();
        }

        _work.Dispose();
    }
}
