using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>Reads a request rate such as <c>400/s</c> as the mean time between requests.</summary>
internal static class RequestGap
{
    public static Duration Read(Section section, string key, ErrorList errors)
    {
        string text = section.Text(key, "");
        if (QuantityParser.TryParseGap(text, out long gap, out string fault))
        {
            return Duration.FromNanoseconds(gap);
        }

        // A list or a mapping was reported when it was asked for as a text.
        if (section.Find(key) is ScalarNode node)
        {
            errors.Add(node, $"'{key}' of {section.Subject}: {fault}");
        }

        return Duration.FromSeconds(1);
    }
}
