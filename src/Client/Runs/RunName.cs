using System.Globalization;

using Xenisol.Client.Commands;

namespace Xenisol.Client.Runs;

/// <summary>The name by which others find a run.</summary>
internal static class RunName
{
    private const int Longest = 60;

    /// <summary>
    /// The asked-for name, or one made from the scenario's. On a shared cluster other runs may have the same scenario,
    /// so that the process and its start are added there.
    /// </summary>
    public static string For(RunOptions options, string scenarioName)
    {
        if (options.Name is { } name)
        {
            return name;
        }

        var slug = Slug(scenarioName);
        return options.Cluster is null
            ? slug
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{slug}-{Environment.ProcessId}-{DateTime.UtcNow.Ticks / TimeSpan.TicksPerMillisecond:x}");
    }

    private static string Slug(string text)
    {
        var letters = text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').ToArray();
        var slug = string.Join('-', new string(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        return slug.Length == 0 ? "run" : slug.Length > Longest ? slug[..Longest] : slug;
    }
}
