using System.CommandLine;
using System.Globalization;

using Xenisol.Client.Commands;

namespace Xenisol.Client.Xl;

/// <summary>Options that the verbs share. Ranges are judged by the run, as Xen judges them.</summary>
internal static class XlOptions
{
    public static Option<string?> Domain() => With("-d", CheckedOption.Text("--domain", "DOM", "The domain."));

    /// <summary>A cpupool; its short name differs between Xen's verbs.</summary>
    public static Option<string?> Pool(string alias) =>
        With(alias, CheckedOption.Text("--cpupool", "CPUPOOL", "The cpupool: a host, by its name or position."));

    public static Option<int?> Number(string name, string alias, string description) =>
        With(alias, CheckedOption.Of<int>(
            name, name[2..].ToUpperInvariant(), description, "a whole number",
            text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? value : null));

    public static Option<bool> Flag(string name, string alias, string description) =>
        With(alias, new Option<bool>(name) { Description = description });

    /// <summary>An option that may be given several times.</summary>
    public static Option<string[]> Repeated(string name, string alias, string valueName, string description) =>
        With(alias, new Option<string[]>(name) { HelpName = valueName, Description = description });

    /// <summary>Refuses what looks like an option, such as one of Xen's that is not built: it names nothing. A single
    /// dash does.</summary>
    public static Argument<T> Named<T>(Argument<T> argument)
    {
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value is ['-', _, ..]))
            {
                result.AddError($"Unrecognized option '{token.Value}'; --help names those that there are.");
            }
        });
        return argument;
    }

    public static T With<T>(string alias, T option)
        where T : Option
    {
        option.Aliases.Add(alias);
        return option;
    }
}
