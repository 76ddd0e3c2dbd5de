using System.CommandLine;
using System.Globalization;

using Xenisol.Client.Commands;

namespace Xenisol.Client.Xl;

/// <summary><c>xl sched-credit [-d DOM [-w WEIGHT] [-c CAP]]</c>.</summary>
internal static class SchedCreditVerb
{
    private static readonly Option<string?> Domain = new("--domain", "-d")
    {
        HelpName = "DOM",
        Description = "The domain.",
    };

    private static readonly Option<int?> Weight = Number("--weight", "-w", "Weight, 1 to 65535.", 1, 65_535);

    private static readonly Option<int?> Cap = Number(
        "--cap", "-c", "Cap in percent of one core; 0 for none.", 0, int.MaxValue);

    public static Command Create(XlContext context)
    {
        Command command = new("sched-credit", "Get or set credit scheduler parameters.") { Domain, Weight, Cap };
        command.Validators.Add(result =>
        {
            var sets = result.GetResult(Weight) is not null || result.GetResult(Cap) is not null;
            if (sets && result.GetResult(Domain) is null)
            {
                result.AddError("Must specify a domain.");
            }
        });
        command.SetAction((parsed, cancellation) => context.With(
            parsed,
            target => Do(
                context, target, parsed.GetValue(Domain), parsed.GetValue(Weight), parsed.GetValue(Cap)),
            cancellation));
        return command;
    }

    private static async Task Do(XlContext context, XlTarget target, string? name, int? weight, int? cap)
    {
        var hosts = await XlContext.Ask(target.Hosts);
        if (name is null)
        {
            context.ForEach(hosts, host => XlTables.Credit(context.Terminal.Out, host, null));
            return;
        }

        var (host, domain) = XlContext.Domain(hosts, name);
        if (weight is null && cap is null)
        {
            XlTables.Credit(context.Terminal.Out, host, domain);
            return;
        }

        await target.SchedulerOf(host.Plan.Name).SetCredit(
            domain.Name, weight ?? domain.Vcpus[0].Weight, cap ?? domain.Vcpus[0].CapPercent);
    }

    private static Option<int?> Number(string name, string alias, string description, int least, int most)
    {
        var option = CheckedOption.Of<int>(
            name, name[2..].ToUpperInvariant(), description, $"a whole number from {least} to {most}",
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                && value >= least && value <= most ? value : null);
        option.Aliases.Add(alias);
        return option;
    }
}
