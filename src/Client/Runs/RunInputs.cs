using System.Security.Cryptography;

using Xenisol.Client.Commands;
using Xenisol.Client.Reports;
using Xenisol.Emulation.Fleet;
using Xenisol.Grains;
using Xenisol.Scenarios;

namespace Xenisol.Client.Runs;

/// <summary>Everything that a run needs from outside, read and checked before anything starts.</summary>
/// <param name="Plan">The scenario after binding.</param>
/// <param name="ScenarioHash">SHA-256 of the scenario file.</param>
/// <param name="Replay">The commands to be given again.</param>
/// <param name="Files">The traces and machine profiles that the scenario was read with.</param>
internal sealed record RunInputs(
    RunPlan Plan, string ScenarioHash, IReadOnlyList<LoggedCommand> Replay, IReadOnlyList<ScenarioInput> Files)
{
    /// <summary>Reads the inputs, or lists every fault of theirs.</summary>
    public static (RunInputs? Inputs, IReadOnlyList<string> Faults) Load(RunOptions options)
    {
        var scenario = ScenarioFile.Load(options.Scenario, options.Sets);
        List<string> faults = [.. scenario.Errors.Select(error => error.ToString())];
        if (options.Cluster is { } address && !RemoteCluster.IsAddress(address))
        {
            faults.Add($"--cluster {address}: the value must be HOST:PORT, such as 127.0.0.1:30000.");
        }

        if (options.Name is { } name && !GrainKeys.IsRunName(name))
        {
            faults.Add($"--name {name}: a name has up to 100 letters, digits, dots, underscores and dashes.");
        }

        IReadOnlyList<LoggedCommand> replay = [];
        try
        {
            replay = options.Replay is { } log ? CommandLogFile.Read(log) : [];
        }
        catch (InvalidDataException fault)
        {
            faults.Add(fault.Message);
        }

        if (scenario.Plan is { } plan)
        {
            faults.AddRange(Strangers(options, plan, replay));
        }

        if (faults.Count > 0 || scenario.Plan is null)
        {
            return (null, faults);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(options.Scenario)));
        return (new RunInputs(scenario.Plan, hash, replay, scenario.Inputs), []);
    }

    /// <summary>Commands of a log for components that the scenario does not have. Where domains fit nowhere, the run
    /// itself says so.</summary>
    private static IEnumerable<string> Strangers(RunOptions options, RunPlan plan, IReadOnlyList<LoggedCommand> replay)
    {
        var known = replay.Count == 0 ? new HashSet<string>() : ComponentPaths.Of(plan);
        if (known.Count == 0)
        {
            return [];
        }

        return replay.Where(command => !known.Contains(command.Component)).Select(command =>
            $"{options.Replay}: Command {command.Position} is for {command.Component}, which {plan.Name} does not have;"
            + " replay the log with the scenario that it was written with.");
    }
}
