using System.CommandLine;
using System.Globalization;

using Xenisol.Client.Runs;
using Xenisol.Client.Terminals;
using Xenisol.Grains;
using Xenisol.Silo;

namespace Xenisol.Client.Commands;

/// <summary><c>xenisol run SCENARIO</c>: what may be asked for.</summary>
internal static class RunCommand
{
    private static readonly Argument<string> Scenario = new("SCENARIO") { Description = "The scenario file." };

    private static readonly Option<string[]> Sets = SetOption.Create();

    private static readonly Option<ulong?> Seed = CheckedOption.Of<ulong>(
        "--seed", "N", "Seed of all random streams, in place of the scenario's.",
        "a whole number from 0 to 2^64 - 1",
        text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null);

    private static readonly Option<Granularity?> Granularity = CheckedOption.Of<Granularity>(
        "--granularity", "host|component", "Where components live: in their host, or each in a grain of its own.",
        "host or component",
        text => text switch
        {
            "host" => Grains.Granularity.Host,
            "component" => Grains.Granularity.Component,
            _ => null,
        });

    private static readonly Option<int?> Partitions = Whole(
        "--partitions", "N", "How many threads advance hosts; by default one on every silo.", 4_096);

    private static readonly Option<int?> Silos = Whole(
        "--silos", "N", "How many silo processes; N - 1 are started and ended.", 64);

    private static readonly Option<string?> Cluster = CheckedOption.Text(
        "--cluster", "ADDRESS", "Run on the cluster with this gateway, HOST:PORT, instead of an embedded silo.");

    private static readonly Option<string?> Name = CheckedOption.Text(
        "--name", "NAME", "The name by which xl --run finds it; by default made from the scenario's.");

    private static readonly Option<double?> Pace = CheckedOption.Of<double>(
        "--pace", "RATIO", "Virtual seconds per second of the wall clock; by default as fast as it can.",
        "a number above 0, such as 1 or 0.5",
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var pace)
            && pace > 0 && double.IsFinite(pace) ? pace : null);

    private static readonly Option<string?> Replay = CheckedOption.Text(
        "--replay", "LOG", "Give the commands of an earlier run's log again, at the same instants.");

    private static readonly Option<string?> Out = CheckedOption.Text(
        "--out", "DIR", "Write summary.json, report.txt and commands.jsonl there.");

    private static readonly Option<string?> Json = CheckedOption.Text(
        "--json", "FILE|-", "Write the JSON summary; - prints it, and nothing else, to standard output.");

    private static readonly Option<string?> Trace = CheckedOption.Text(
        "--trace", "FILE", "Write spans of sampled requests as OTLP JSON lines.");

    private static readonly Option<Uri?> Otlp = new("--otlp")
    {
        HelpName = "ENDPOINT",
        Description = "Send spans of sampled requests to an OTLP/HTTP endpoint, such as http://localhost:4318.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https")
            {
                return endpoint;
            }

            result.AddError($"--otlp {text}: the value must be a URL such as http://localhost:4318.");
            return null;
        },
    };

    private static readonly Option<long?> TraceSample = CheckedOption.Of<long>(
        "--trace-sample", "RATE", "Part of the requests that is traced: 1/100 (default), 0.01 or 1 for all.",
        "1/N or a number above 0 and up to 1",
        SampleRate.OneIn);

    private static readonly Option<string?> Messages = CheckedOption.Text(
        "--messages", "FILE", "Write every handled message, for xenisol diff.");

    private static readonly Option<string?> Timeline = CheckedOption.Text(
        "--timeline", "FILE", "Write a Perfetto trace of every core and vCPU; compressed if the name ends in .gz.");

    private static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "Show no progress." };

    public static Command Create(Terminal terminal, RunEndpoints endpoints)
    {
        Command command = new("run", "Run a scenario and print what each tenant was promised, paid and got.")
        {
            Scenario, Seed, Sets, Granularity, Partitions, Silos, Cluster, Name, Pace, Replay, Out, Json, Trace, Otlp,
            TraceSample, Messages, Timeline, Quiet,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(Silos) is not null && result.GetResult(Cluster) is not null)
            {
                result.AddError("--silos and --cluster exclude each other: a cluster has its silos already.");
            }
        });
        command.SetAction((parsed, interrupted) =>
            new RunSession(terminal, OptionsOf(parsed), endpoints).Run(interrupted));
        return command;
    }

    private static RunOptions OptionsOf(ParseResult parsed) => new()
    {
        Scenario = parsed.GetRequiredValue(Scenario),
        Sets = SetOption.WithSeed(parsed.GetValue(Sets), parsed.GetValue(Seed)),
        Granularity = parsed.GetValue(Granularity) ?? Grains.Granularity.Host,
        Partitions = parsed.GetValue(Partitions) ?? 0,
        Silos = parsed.GetValue(Silos) ?? 1,
        Cluster = parsed.GetValue(Cluster),
        Name = parsed.GetValue(Name),
        Pace = parsed.GetValue(Pace) ?? 0,
        Replay = parsed.GetValue(Replay),
        Out = parsed.GetValue(Out),
        Json = parsed.GetValue(Json),
        Trace = parsed.GetValue(Trace),
        Otlp = parsed.GetValue(Otlp),
        TraceOneIn = parsed.GetValue(TraceSample) ?? SampleRate.DefaultOneIn,
        Messages = parsed.GetValue(Messages),
        Timeline = parsed.GetValue(Timeline),
        Quiet = parsed.GetValue(Quiet),
    };

    private static Option<int?> Whole(string name, string valueName, string description, int largest) =>
        CheckedOption.Of<int>(
            name, valueName, description, $"a whole number from 1 to {largest}",
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                && value >= 1 && value <= largest ? value : null);
}
