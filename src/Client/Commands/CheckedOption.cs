using System.CommandLine;

namespace Xenisol.Client.Commands;

/// <summary>Options whose values are checked while the command line is read, with one clear sentence each.</summary>
internal static class CheckedOption
{
    /// <summary>An option that takes one value.</summary>
    /// <param name="name">Such as <c>--pace</c>.</param>
    /// <param name="valueName">What help calls the value.</param>
    /// <param name="description">What it does.</param>
    /// <param name="must">What must hold, after "must be".</param>
    /// <param name="parse">The value, or null if it does not hold.</param>
    public static Option<T?> Of<T>(
        string name, string valueName, string description, string must, Func<string, T?> parse)
        where T : struct => new(name)
        {
            HelpName = valueName,
            Description = description,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                var value = parse(text);
                if (value is null)
                {
                    result.AddError($"{name} {text}: the value must be {must}.");
                }

                return value;
            },
        };

    public static Option<string?> Text(string name, string valueName, string description) =>
        new(name) { HelpName = valueName, Description = description };
}
