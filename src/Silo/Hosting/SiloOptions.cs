using System.Globalization;
using System.Net;

namespace Xenisol.Silo;

/// <summary>What a silo of its own is told on the command line.</summary>
/// <param name="Endpoint">Where it listens.</param>
/// <param name="Primary">The silo to join; null makes it the first.</param>
/// <param name="IsChild">Whether it ends with its standard input, and says on standard output when it is ready.</param>
public sealed record SiloOptions(SiloEndpoint Endpoint, IPEndPoint? Primary, bool IsChild)
{
    /// <summary>The OTLP collector for the silo's own metrics and calls; null for none.</summary>
    public Uri? Telemetry { get; init; }

    /// <summary>What a child says when it has joined.</summary>
    internal const string ReadyLine = "ready";

    /// <summary>Reads the options; what is not given is free ports on loopback.</summary>
    /// <exception cref="FormatException">An option is unknown, or its value is missing or malformed.</exception>
    public static SiloOptions Parse(IReadOnlyList<string> arguments)
    {
        var endpoint = SiloEndpoint.FreeOnLoopback();
        IPEndPoint? primary = null;
        var isChild = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--child":
                    isChild = true;
                    break;
                case "--silo-port":
                    endpoint = endpoint with { SiloPort = Port(arguments, ref i) };
                    break;
                case "--gateway-port":
                    endpoint = endpoint with { GatewayPort = Port(arguments, ref i) };
                    break;
                case "--primary":
                    primary = SiloEndpoint.Parse(Value(arguments, ref i));
                    break;
                default:
                    throw new FormatException(
                        $"Option {arguments[i]} is unknown; there are --silo-port, --gateway-port and --primary.");
            }
        }

        return new SiloOptions(endpoint, primary, isChild);
    }

    internal static IEnumerable<string> ForChild(SiloEndpoint endpoint, IPEndPoint primary) =>
    [
        "--child",
        "--silo-port",
        endpoint.SiloPort.ToString(CultureInfo.InvariantCulture),
        "--gateway-port",
        endpoint.GatewayPort.ToString(CultureInfo.InvariantCulture),
        "--primary",
        primary.ToString(),
    ];

    private static int Port(IReadOnlyList<string> arguments, ref int i)
    {
        var option = arguments[i];
        var value = Value(arguments, ref i);
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and < 65_536
            ? port
            : throw new FormatException($"Option {option} is \"{value}\"; a port is 1 to 65535.");
    }

    private static string Value(IReadOnlyList<string> arguments, ref int i) =>
        ++i < arguments.Count
            ? arguments[i]
            : throw new FormatException($"Option {arguments[i - 1]} has no value.");
}
