namespace Xenisol.Scenarios.Reading;

/// <summary>Guesses which word was meant.</summary>
public static class Suggestion
{
    /// <summary><c>"; did you mean 'x'?"</c> if a candidate is near, else the list of candidates, as the end of a
    /// sentence.</summary>
    public static string Among(string written, IReadOnlyCollection<string> candidates, string plural)
    {
        string? near = Nearest(written, candidates);
        if (near is not null)
        {
            return $"; did you mean '{near}'?";
        }

        return candidates.Count == 0 ? $"; there are no {plural}." : $"; {plural} are: {Listed(candidates)}.";
    }

    private static string Listed(IReadOnlyCollection<string> candidates)
    {
        const int shownMax = 24;
        string list = string.Join(", ", candidates.Take(shownMax));
        return candidates.Count > shownMax ? $"{list}, …" : list;
    }

    private static string? Nearest(string written, IReadOnlyCollection<string> candidates)
    {
        string? nearest = null;
        // A third of the letters may be wrong, and one of a short word.
        int least = Math.Max(1, written.Length / 3) + 1;
        foreach (string candidate in candidates)
        {
            int distance = Distance(written.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < least && distance < candidate.Length)
            {
                least = distance;
                nearest = candidate;
            }
        }

        return nearest;
    }

    // Optimal string alignment: insertions, deletions, replacements and swaps of neighbours.
    private static int Distance(string left, string right)
    {
        int[,] cost = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            for (int j = 0; j <= right.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j : Step(cost, left, right, i, j);
            }
        }

        return cost[left.Length, right.Length];
    }

    private static int Step(int[,] cost, string left, string right, int i, int j)
    {
        int replaced = cost[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
        int best = Math.Min(replaced, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
        bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return swapped ? Math.Min(best, cost[i - 2, j - 2] + 1) : best;
    }
}
