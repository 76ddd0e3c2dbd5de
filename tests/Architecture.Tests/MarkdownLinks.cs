using System.Text.RegularExpressions;

namespace Xenisol.Architecture.Tests;

internal static partial class MarkdownLinks
{
    /// <summary>The targets of links within the repository, anchors cut off.</summary>
    public static IEnumerable<string> Of(string markdown) =>
        Link().Matches(markdown)
            .Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Link();
}
