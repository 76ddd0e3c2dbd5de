using System.CommandLine;

using Xenisol.Client.Reports;
using Xenisol.Client.Terminals;
using Xenisol.Scenarios;

namespace Xenisol.Client.Commands;

/// <summary><c>xenisol validate SCENARIO</c>: every fault with its place, or what the scenario holds.</summary>
internal static class ValidateCommand
{
    private static readonly Argument<string> Scenario = new("SCENARIO") { Description = "The scenario file." };
    private static readonly Option<string[]> Sets = SetOption.Create();

    public static Command Create(Terminal terminal)
    {
        Command command = new("validate", "Check a scenario without running it.") { Scenario, Sets };
        command.SetAction(parsed => Validate(
            terminal, parsed.GetRequiredValue(Scenario), SetOption.WithSeed(parsed.GetValue(Sets), null)));
        return command;
    }

    private static int Validate(Terminal terminal, string path, IReadOnlyList<string> sets)
    {
        var (plan, errors) = ScenarioFile.Load(path, sets);
        foreach (var error in errors)
        {
            terminal.WriteError(error.ToString());
        }

        if (plan is null || errors.Count > 0)
        {
            return ExitCode.BadInput;
        }

        terminal.Out.WriteLine(
            $"{path} is valid: {plan.Name}; {Counted(plan.Hosts.Count, "host")},"
            + $" {Counted(plan.Tenants.Count, "tenant")}, {Counted(plan.Domains.Count, "domain")},"
            + $" {Counted(plan.Promises.Count, "promise")}, {Readable.Time(plan.Duration)}.");
        return ExitCode.Success;
    }

    private static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
