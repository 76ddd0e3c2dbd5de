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
        using var silo = Listen(new IPEndPoint(IPAddress.Loopback, 0));
        using var gateway = Listen(new IPEndPoint(IPAddress.Loopback, 0));
        return new SiloEndpoint(IPAddress.Loopback, PortOf(silo), PortOf(gateway));
    }

    /// <summary>Reads <c>address:port</c>.</summary>
    /// <exception cref="FormatException">The text is no such thing.</exception>
    public static IPEndPoint Parse(string text) =>
        IPEndPoint.TryParse(text, out var endpoint) && endpoint.Port > 0
            ? endpoint
            : throw new FormatException(string.Create(
                CultureInfo.InvariantCulture, $"\"{text}\" is no address:port, such as 127.0.0.1:30000."));

    /// <summary>
    /// Looks whether both ports are free. Orleans opens its own so that several may share one: two silos would then
    /// take turns in answering, each with a cluster of its own.
    /// </summary>
    /// <exception cref="IOException">One of them is in use, or the address is none of this machine's.</exception>
    public void EnsureFree()
    {
        try
        {
            using var silo = Listen(Silo);
            using var gateway = Listen(Gateway);
        }
        catch (SocketException fault)
        {
            throw new IOException(
                $"The silo cannot listen on {Silo} and {Gateway}: {fault.Message}. Choose other ports, or end what "
                    + "listens there.",
                fault);
        }
    }

    /// <summary>Looks whether anybody listens at a place; Orleans itself would try for minutes.</summary>
    /// <exception cref="SocketException">Nobody does.</exception>
    public static async Task Knock(IPEndPoint place, CancellationToken cancellation)
    {
        using var door = new TcpClient();
        await door.ConnectAsync(place, cancellation);
    }

    private static TcpListener Listen(IPEndPoint place)
    {
        var listener = new TcpListener(place);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
