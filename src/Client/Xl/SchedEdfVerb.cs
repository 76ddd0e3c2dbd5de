using System.CommandLine;
using System.Globalization;

using Xenisol.Client.Commands;

namespace Xenisol.Client.Xl;

/// <summary><c>xl sched-edf [-d DOM [-v VCPU|all] [-p PERIOD] [-s SLICE]]</c>; a slice of 0 gives the vCPU to credit.
/// </summary>
internal static class SchedEdfVerb
{
    private const int AllVcpus = -1;

    private static readonly Option<string?> Domain = new("--domain", "-d")
    {
        HelpName = "DOM",
        Description = "The domain.",
    };

    private static readonly Option<int?> Vcpu = With("-v", CheckedOption.Of<int>(
        "--vcpu", "VCPU|all", "One vCPU, or all (default).", "a vCPU's number or all",
        text => text == "all" ? AllVcpus
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : null));

    private static readonly Option<long?> Period = With("-p", CheckedOption.Of<long>(
        "--period", "TIME", "Period, such as 10ms.", "a time above 0 with its unit, such as 10ms",
        text => XlTime.Parse(text) is > 0 and { } period ? period : null));

    private static readonly Option<long?> Slice = With("-s", CheckedOption.Of<long>(
        "--slice", "TIME", "Slice guaranteed in each period; 0ms gives the vCPU back to credit.",
        "a time with its unit, such as 3ms",
        XlTime.Parse));

    public static Command Create(XlContext context)
    {
        Command command = new("sched-edf", "Get or set reservations: a slice in every period.")
        {
            Domain, Vcpu, Period, Slice,
        };
        command.Validators.Add(result =>
        {
            var sets = result.GetResult(Period) is not null || result.GetResult(Slice) is not null;
            if ((sets || result.GetResult(Vcpu) is not null) && result.GetResult(Domain) is null)
            {
                result.AddError("Must specify a domain.");
            }
        });
        command.SetAction((parsed, cancellation) => context.With(
            parsed,
            target => Do(
                context,
                target,
                parsed.GetValue(Domain),
                parsed.GetValue(Vcpu) ?? AllVcpus,
                parsed.GetValue(Period),
                parsed.GetValue(Slice)),
            cancellation));
        return command;
    }

    private static async Task Do(
        XlContext context, XlTarget target, string? name, int vcpu, long? period, long? slice)
    {
        var hosts = await XlContext.Ask(target.Hosts);
        if (name is null)
        {
            context.ForEach(hosts, host => XlTables.Edf(context.Terminal.Out, host, null));
            return;
        }

        var (host, domain) = XlContext.Domain(hosts, name);
        if (vcpu >= domain.Vcpus.Count)
        {
            throw new XlException($"Incorrect VCPU IDs: {name} has 0 to {domain.Vcpus.Count - 1}.");
        }

        if (period is null && slice is null)
        {
            XlTables.Edf(context.Terminal.Out, host, domain);
            return;
        }

        var current = domain.Vcpus[Math.Max(vcpu, 0)];
        if ((period ?? current.PeriodNanoseconds) == 0 || (slice is null && current.SliceNanoseconds == 0))
        {
            throw new XlException($"{name} has no reservation yet: Must specify period and slice.");
        }

        await target.SchedulerOf(host.Plan.Name).SetEdf(
            domain.Name, vcpu, period ?? current.PeriodNanoseconds, slice ?? current.SliceNanoseconds);
    }

    private static Option<T> With<T>(string alias, Option<T> option)
    {
        option.Aliases.Add(alias);
        return option;
    }
}
