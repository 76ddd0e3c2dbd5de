using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Xenisol.Silo;

/// <summary>Where a silo listens.</summary>
/// <param name="Address">The address; loopback unless the operator says otherwise.</param>
/// <param name="SiloPort">For other silos.</param>
/// <param name="GatewayPort">For clients.</param>
public sealed record SiloEndpoint(IPAddress Address, int SiloPort, int GatewayPort)
{
    /// <summary>The other silos' way in.</summary>
    public IPEndPoint Silo => new(Address, SiloPort);

    /// <summary>The clients' way in.</summary>
    public IPEndPoint Gateway => new(Address, GatewayPort);

    /// <summary>Two ports of the loopback interface that were free just now.</summary>
    public static SiloEndpoint FreeOnLoopback()
    {
        using var silo = Listen();
        using var gateway = Listen();
        return new SiloEndpoint(IPAddress.Loopback, PortOf(silo), PortOf(gateway));
    }

    /// <summary>Reads <c>address:port</c>.</summary>
    /// <exception cref="FormatException">The text is no such thing.</exception>
    public static IPEndPoint Parse(string text) =>
        IPEndPoint.TryParse(text, out var endpoint) && endpoint.Port > 0
            ? endpoint
            : throw new FormatException(string.Create(
                CultureInfo.InvariantCulture, $"\"{text}\" is no address:port, such as 127.0.0.1:30000."));

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
