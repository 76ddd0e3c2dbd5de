namespace Xenisol.Emulation.Tests;

/// <summary>What a piece of code allocates on the heap.</summary>
internal static class Allocation
{
    private const int Trials = 5;

    /// <summary>The least that one of several runs of <paramref name="work"/> allocates, in bytes.</summary>
    public static long Of(Action work) => OfPrepared(() => work);

    /// <summary>
    /// The least that the work of one of several trials allocates, in bytes, without what preparing it takes.
    /// </summary>
    /// <remarks>
    /// The runtime books to a thread what it allocates itself meanwhile, to compile a method again or to hand out the
    /// rest of a buffer after a collection. That happens in one trial; what the work allocates shows in every one.
    /// </remarks>
    public static long OfPrepared(Func<Action> prepare)
    {
        var least = long.MaxValue;
        for (var trial = 0; trial < Trials && least > 0; trial++)
        {
            var work = prepare();
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
