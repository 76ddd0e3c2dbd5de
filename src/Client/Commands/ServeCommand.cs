using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

using Polly;
using Polly.Retry;

using Xenisol.Client.Terminals;
using Xenisol.Silo;

namespace Xenisol.Client.Commands;

/// <summary><c>xenisol serve</c>: a silo that takes runs from <c>run --cluster</c> until it is interrupted.</summary>
internal static class ServeCommand
{
    private static readonly Option<int?> GatewayPort = Port(
        "--gateway-port", "Where clients connect; by default a free one.");
    private static readonly Option<int?> SiloPort = Port(
        "--silo-port", "Where other silos connect; by default a free one.");

    private static readonly Option<IPAddress?> Address = new("--address")
    {
        HelpName = "ADDRESS",
        Description = "The address to listen on; by default 127.0.0.1. There is no authentication: keep it private.",
        CustomParser = result =>
        {
            if (IPAddress.TryParse(result.Tokens[0].Value, out var address))
            {
                return address;
            }

            result.AddError($"--address {result.Tokens[0].Value}: the value must be an IP address, such as 127.0.0.1.");
            return null;
        },
    };

    private static readonly Option<IPEndPoint?> Primary = new("--primary")
    {
        HelpName = "ADDRESS:PORT",
        Description = "The silo port of the first silo of the cluster to join; by default a cluster of its own.",
        CustomParser = result =>
        {
            if (IPEndPoint.TryParse(result.Tokens[0].Value, out var endpoint) && endpoint.Port > 0)
            {
                return endpoint;
            }

            result.AddError($"--primary {result.Tokens[0].Value}: the value must be ADDRESS:PORT.");
            return null;
        },
    };

    private static readonly Option<Uri?> Telemetry = new("--telemetry")
    {
        HelpName = "URL",
        Description = "An OTLP collector over HTTP for the silo's own metrics and calls, in wall-clock time.",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var collector)
                && collector.Scheme is "http" or "https")
            {
                return collector;
            }

            result.AddError($"--telemetry {result.Tokens[0].Value}: the value must be a URL, such as "
                + "http://127.0.0.1:4318.");
            return null;
        },
    };

    // Containers of one cluster start together.
    private static readonly ResiliencePipeline Patience = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 10,
            Delay = TimeSpan.FromMilliseconds(300),
            ShouldHandle = new PredicateBuilder().Handle<SocketException>(),
        })
        .Build();

    public static Command Create(Terminal terminal)
    {
        Command command = new("serve", "Run a silo that takes runs from run --cluster.")
        {
            Address, GatewayPort, SiloPort, Primary, Telemetry,
        };
        command.SetAction(async (parsed, interrupted) =>
        {
            var free = SiloEndpoint.FreeOnLoopback();
            SiloEndpoint endpoint = new(
                parsed.GetValue(Address) ?? free.Address,
                parsed.GetValue(SiloPort) ?? free.SiloPort,
                parsed.GetValue(GatewayPort) ?? free.GatewayPort);
            SiloOptions options = new(endpoint, parsed.GetValue(Primary), IsChild: false)
            {
                Telemetry = parsed.GetValue(Telemetry),
            };
            return await Serve(terminal, options, interrupted);
        });
        return command;
    }

    private static async Task<int> Serve(Terminal terminal, SiloOptions options, CancellationToken interrupted)
    {
        try
        {
            options.Endpoint.EnsureFree();
            if (options.Primary is { } primary)
            {
                await WaitFor(primary, interrupted);
            }

            await StandaloneSilo.RunAsync(options, terminal.Out, interrupted);
            return ExitCode.Success;
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException)
        {
            terminal.WriteError(fault.Message);
            return ExitCode.Failure;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return ExitCode.Success;
        }
    }

    private static async Task WaitFor(IPEndPoint primary, CancellationToken interrupted)
    {
        try
        {
            await Patience.ExecuteAsync(async token => await SiloEndpoint.Knock(primary, token), interrupted);
        }
        catch (SocketException fault)
        {
            throw new IOException(
                $"No silo answers at {primary}, which --primary names: {fault.Message}. Start that one first.", fault);
        }
    }

    private static Option<int?> Port(string name, string description) => CheckedOption.Of<int>(
        name, "PORT", description, "a port from 1 to 65535",
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= IPEndPoint.MaxPort ? port : null);
}
