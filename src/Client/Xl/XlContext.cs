using System.CommandLine;

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

    /// <summary>Says what is wrong with the options, which needs no run.</summary>
    public Task<int> Refuse(string reason)
    {
        Terminal.Error.WriteLine(reason);
        return Task.FromResult(ExitCode.Failure);
    }

    /// <summary>Gives a command; if it is refused, xl's own words follow the reason.</summary>
    public static async Task Give(Func<Task> command, string words)
    {
        try
        {
            await command();
        }
        catch (RunFailedException fault)
        {
            throw new XlException($"{fault.Message}{Environment.NewLine}{words}");
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
}
