using System.CommandLine;
using System.Globalization;

using Polly;
using Polly.Retry;

using Xenisol.Client.Terminals;
using Xenisol.Grains;
using Xenisol.Silo;

namespace Xenisol.Client.Xl;

/// <summary>What all verbs share: finding the run, retries, errors and their exit code.</summary>
internal sealed class XlContext
{
    // A question may be asked again; a command only if it is known not to have been taken, so verbs do not retry those.
    private static readonly ResiliencePipeline Retry = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 3,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
            ShouldHandle = new PredicateBuilder().Handle<TimeoutException>().Handle<OrleansMessageRejectionException>(),
        })
        .Build();

    private readonly RunEndpoints _endpoints;
    private readonly Option<string?> _runName;

    public XlContext(Terminal terminal, RunEndpoints endpoints, Option<string?> runName)
    {
        Terminal = terminal;
        _endpoints = endpoints;
        _runName = runName;
    }

    public Terminal Terminal { get; }

    /// <summary>Finds the run, does something with it, and turns what goes wrong into a message and 1, as xl does.
    /// </summary>
    public async Task<int> With(ParseResult parsed, Func<XlTarget, Task> act, CancellationToken cancellation)
    {
        try
        {
            await using var target = await Ask(
                async () => await XlTarget.Find(_endpoints, parsed.GetValue(_runName), cancellation));
            await act(target);
            return ExitCode.Success;
        }
        catch (Exception fault) when (fault is XlException or RunFailedException or IOException or TimeoutException
            or OrleansException)
        {
            Terminal.Error.WriteLine(fault.Message);
            return ExitCode.Failure;
        }
    }

    /// <summary>Asks a question, again if it was lost.</summary>
    public static Task<T> Ask<T>(Func<Task<T>> question) =>
        Retry.ExecuteAsync(async _ => await question(), CancellationToken.None).AsTask();

    /// <summary>Writes for each host, under its name if there are several.</summary>
    public void ForEach(IReadOnlyList<XlHost> hosts, Action<XlHost> write)
    {
        for (var i = 0; i < hosts.Count; i++)
        {
            if (hosts.Count > 1)
            {
                Terminal.Out.WriteLine($"{(i > 0 ? Environment.NewLine : "")}Host {hosts[i].Plan.Name}:");
            }

            write(hosts[i]);
        }
    }

    /// <summary>A domain by its name or, where there is one host only, its number.</summary>
    /// <exception cref="XlException">There is none.</exception>
    public static (XlHost Host, DomainSummary Domain) Domain(IReadOnlyList<XlHost> hosts, string identifier)
    {
        foreach (var host in hosts)
        {
            foreach (var domain in host.Domains)
            {
                if (domain.Name == identifier
                    || (hosts.Count == 1 && domain.Number.ToString(CultureInfo.InvariantCulture) == identifier))
                {
                    return (host, domain);
                }
            }
        }

        var names = string.Join(", ", hosts.SelectMany(host => host.Domains).Select(domain => domain.Name));
        throw new XlException($"{identifier} is an invalid domain identifier; there are {names}.");
    }
}
