using System.CommandLine;
using System.Globalization;

namespace Xenisol.Client.Commands;

/// <summary><c>--set PATH=VALUE</c>, as often as wanted.</summary>
internal static class SetOption
{
    public static Option<string[]> Create()
    {
        Option<string[]> option = new("--set")
        {
            HelpName = "PATH=VALUE",
            Description = "Change the scenario before it is read, such as hosts[0].scheduler=credit; may repeat.",
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) <= 0))
            {
                result.AddError($"--set {token.Value}: the value must be PATH=VALUE, such as seed=7.");
            }
        });
        return option;
    }

    /// <summary>The changes in order; a seed comes last, so that it wins.</summary>
    public static IReadOnlyList<string> WithSeed(string[]? sets, ulong? seed) =>
        seed is { } known
            ? [.. sets ?? [], string.Create(CultureInfo.InvariantCulture, $"seed={known}")]
            : sets ?? [];
}
