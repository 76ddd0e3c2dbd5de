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

        IReadOnlyList<(string Place, LoggedCommand Command)> replay = [];
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
            faults.AddRange(ReplayCheck.FaultsOf(plan, replay));
        }

        if (faults.Count > 0 || scenario.Plan is null)
        {
            return (null, faults);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(options.Scenario)));
        return (
            new RunInputs(scenario.Plan, hash, [.. replay.Select(entry => entry.Command)], scenario.Inputs), []);
    }
}
