using System.Globalization;

using Xenisol.Emulation.Commands;
using Xenisol.Emulation.Fleet;
using Xenisol.Grains;

namespace Xenisol.Client.Runs;

/// <summary>Whether a log can be replayed: every entry in its order, for a component that is there and takes it.
/// </summary>
internal static class ReplayCheck
{
    /// <summary>What is wrong with a log, a sentence an entry. Where domains fit nowhere, the run itself says so.
    /// </summary>
    /// <param name="plan">The scenario to be run with it.</param>
    /// <param name="log">The entries, each with the place where it stands.</param>
    public static IEnumerable<string> FaultsOf(
        RunPlan plan, IReadOnlyList<(string Place, LoggedCommand Command)> log)
    {
        if (log.Count == 0 || CommandRules.For(plan) is not { } rules)
        {
            yield break;
        }

        for (var i = 0; i < log.Count; i++)
        {
            var (place, command) = log[i];
            if (command.Position != i || command.AtNanoseconds < 0)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{place}: Position {command.Position} at {command.AtNanoseconds} ns stands where position {i} at "
                    + $"an instant from 0 on must stand; the log must be whole and in its order.");
            }
            else if (!rules.Has(command.Component))
            {
                yield return $"{place}: Command {i} is for {command.Component}, which {plan.Name} does not have;"
                    + " replay the log with the scenario that it was written with.";
            }
            else if (rules.FaultOf(command.Component, command.Kind, command.Port, command.A, command.B) is { } fault)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{place}: {command.Kind} with port {command.Port}, a {command.A}, b {command.B} is no command for "
                    + $"{command.Component}: {fault}");
            }
        }
    }
}
