using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds a domain's <c>vif</c>: <c>rate: RATE</c> or <c>rate: RATE@WINDOW</c>, as xl writes it.</summary>
internal static class InterfaceBinder
{
    /// <summary>xl's default.</summary>
    private const string DefaultWindow = "50ms";

    private const long WindowNanosecondsMin = 1_000_000;
    private const long WindowNanosecondsMax = 4_294_967_295_000;

    /// <summary>The interface's limit; null for none.</summary>
    public static InterfaceRatePlan? Bind(Section domain)
    {
        if (domain.Child("vif") is not Section vif)
        {
            return null;
        }

        InterfaceRatePlan? plan = vif.Has("rate") ? Rate(vif, vif.Text("rate", "")) : null;
        vif.Finish();
        return plan;
    }

    private static InterfaceRatePlan? Rate(Section vif, string text)
    {
        // A list or a mapping was reported when it was asked for as a text.
        if (text.Length == 0)
        {
            return null;
        }

        int at = text.IndexOf('@', StringComparison.Ordinal);
        string rateText = at < 0 ? text : text[..at];
        string windowText = at < 0 ? DefaultWindow : text[(at + 1)..];
        if (!QuantityParser.TryParse(rateText, Quantity.Rate, out long rate, out string fault)
            || !QuantityParser.TryParse(windowText, Quantity.Duration, out long window, out fault))
        {
            vif.Wrong("rate", $"'rate' of {vif.Subject}: {fault} Write a rate, or a rate and a window, such as"
                + " 10Mbit/s@50ms.");
            return null;
        }

        if (window is < WindowNanosecondsMin or > WindowNanosecondsMax)
        {
            vif.Wrong("rate", $"The window of 'rate' of {vif.Subject} is {windowText}; it must be"
                + $" {Quantity.Duration.Show(WindowNanosecondsMin)} to {Quantity.Duration.Show(WindowNanosecondsMax)}:"
                + " the network backend counts whole milliseconds.");
            return null;
        }

        // As xl: whole bytes per second, then whole bytes per window, both rounded down.
        Int128 bytes = (Int128)(rate / 8) * (window / 1_000) / 1_000_000;
        if (bytes < 1 || bytes > uint.MaxValue)
        {
            vif.Wrong("rate", $"'rate' of {vif.Subject} is {rateText} in windows of {windowText}, {bytes} bytes a"
                + $" window; it must be 1 to {uint.MaxValue} bytes a window: change the rate or the window.");
            return null;
        }

        return new InterfaceRatePlan((long)bytes, Duration.FromNanoseconds(window));
    }
}
