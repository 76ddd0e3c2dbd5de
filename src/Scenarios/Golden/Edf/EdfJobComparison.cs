using System.Globalization;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Scenarios.Golden.Edf;

/// <summary>Compares a job of the file with what became of it.</summary>
internal static class EdfJobComparison
{
    /// <summary>Every figure that the file gives must be equal; at the horizon, <paramref name="end"/>, the files leave
    /// open what has happened.</summary>
    public static void Compare(
        GoldenComparison comparison, string where, EdfGoldenJob job, EdfJobOutcome outcome, long end)
    {
        if (job.Deadline is VirtualTime deadline)
        {
            comparison.Check(
                where, "deadline", Text(OrNull(deadline), "none"), Text(outcome.Deadline, "none"));
        }

        if (job.Start is VirtualTime start)
        {
            comparison.Check(where, "start", Text(OrNull(start)), Text(outcome.Start));
        }

        comparison.Check(where, "finish", Finish(job.Finish, outcome.Finish, end), Text(outcome.Finish));
        if (job.Missed is bool missed)
        {
            comparison.Check(where, "missed", Text(missed), Text(outcome.Missed));
        }

        // A job that is late exactly at the horizon may be dropped in time or not.
        if (job.Aborted is bool aborted && outcome.Deadline != end)
        {
            comparison.Check(where, "aborted", Text(aborted), Text(outcome.Aborted));
        }

        comparison.CheckIfGiven(where, "preemptions", job.Preemptions, outcome.Preemptions);
    }

    /// <summary>An instant for people.</summary>
    public static string Milliseconds(long nanoseconds) =>
        (nanoseconds / 1_000_000m).ToString("0.###### ms", CultureInfo.InvariantCulture);

    // Whether a job that ends exactly at the horizon has ended is a convention that the files leave open.
    private static string Finish(VirtualTime expected, long? got, long end)
    {
        bool open = expected == VirtualTime.Never || expected.Nanoseconds == end;
        return open && (got is null || got == end) ? Text(got) : Text(OrNull(expected));
    }

    private static long? OrNull(VirtualTime at) => at == VirtualTime.Never ? null : at.Nanoseconds;

    private static string Text(long? nanoseconds, string none = "never") =>
        nanoseconds is long at ? Milliseconds(at) : none;

    private static string Text(bool flag) => flag ? "true" : "false";
}
