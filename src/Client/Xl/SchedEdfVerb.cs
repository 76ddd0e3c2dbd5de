using System.CommandLine;
using System.Globalization;

using Xenisol.Client.Commands;

namespace Xenisol.Client.Xl;

/// <summary><c>xl sched-edf [-d DOM [-v VCPU|all] [-p PERIOD] [-s SLICE]]</c>; a slice of 0 gives the vCPU to credit.
/// </summary>
internal static class SchedEdfVerb
{
    private const int AllVcpus = -1;

    private static readonly string[] Policies = ["hybrid", "edf", "global-edf"];

    private static readonly Option<string?> Domain = XlOptions.Domain();

    private static readonly Option<int?> Vcpu = XlOptions.With("-v", CheckedOption.Of<int>(
        "--vcpu", "VCPU|all", "One vCPU, or all (default).", "a vCPU's number or all",
        text => text == "all" ? AllVcpus
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : null));

    private static readonly Option<long?> Period = XlOptions.With("-p", CheckedOption.Of<long>(
        "--period", "TIME", "Period, such as 10ms.",
        $"a time above 0 with its unit ({XlTime.UnitNames}), from 10us to 3600s, such as 10ms",
        text => XlTime.Parse(text) is > 0 and { } period ? period : null));

    private static readonly Option<long?> Slice = XlOptions.With("-s", CheckedOption.Of<long>(
        "--slice", "TIME", "Slice guaranteed in each period; 0ms gives the vCPU back to credit.",
        $"a time with its unit ({XlTime.UnitNames}), from 0ms to the period, such as 3ms",
        XlTime.Parse));

    public static Command Create(XlContext context)
    {
        Command command = new("sched-edf", "Get or set reservations: a slice in every period.")
        {
            Domain, Vcpu, Period, Slice,
        };
        command.SetAction((parsed, cancellation) => NeedsDomain(parsed)
            ? context.Refuse("Must specify a domain.")
            : context.With(parsed, target => Do(context, target, parsed), cancellation));
        return command;
    }

    private static bool NeedsDomain(ParseResult parsed) =>
        parsed.GetValue(Domain) is null
        && (parsed.GetValue(Vcpu) is not null || parsed.GetValue(Period) is not null
            || parsed.GetValue(Slice) is not null);

    private static async Task Do(XlContext context, XlTarget target, ParseResult parsed)
    {
        var (name, vcpu) = (parsed.GetValue(Domain), parsed.GetValue(Vcpu) ?? AllVcpus);
        var (period, slice) = (parsed.GetValue(Period), parsed.GetValue(Slice));
        var hosts = await XlContext.Ask(target.Hosts);
        if (name is null)
        {
            foreach (var pool in XlNames.Pools(hosts, null, Policies))
            {
                XlTables.Write(context.Terminal.Out, $"Cpupool {pool.Name}: sched={pool.Scheduler.Policy}");
                SchedulerTables.Edf(context.Terminal.Out, pool.Domains);
            }

            return;
        }

        var (host, domain) = XlNames.Domain(hosts, name);
        XlNames.Require(host, $"sched-edf: host {host.Name}", Policies);
        if (vcpu >= domain.Vcpus.Count)
        {
            throw new XlException($"Incorrect VCPU IDs: {name} has 0 to {domain.Vcpus.Count - 1}.");
        }

        if (period is null && slice is null)
        {
            SchedulerTables.Edf(context.Terminal.Out, [domain]);
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
}
