using System.CommandLine;
using System.Globalization;

using Xenisol.Emulation.Commands;
using Xenisol.Grains;

namespace Xenisol.Client.Xl;

/// <summary>
/// <c>xl sched-rtds [-d DOM [-v VCPU|all [-p PERIOD -b BUDGET -e 0|1]]…] [-c CPUPOOL]</c>; times in µs, and one set of
/// the three for each <c>-v</c>.
/// </summary>
internal static class SchedRtdsVerb
{
    private const long Microsecond = 1_000;
    private const long Least = SchedulerCommandRules.PeriodMin / Microsecond;
    private const long Most = SchedulerCommandRules.PeriodMax / Microsecond;
    private const string All = "all";

    private static readonly string[] Policies = ["rtds"];
    private static readonly Option<string?> Domain = XlOptions.Domain();
    private static readonly Option<string?> Pool = XlOptions.Pool("-c");

    private static readonly Option<string[]> Vcpus = XlOptions.Repeated(
        "--vcpuid", "-v", "VCPU|all", "A vCPU, or all; may repeat.");

    private static readonly Option<string[]> Periods = XlOptions.Repeated(
        "--period", "-p", "PERIOD", "Its period in µs.");

    private static readonly Option<string[]> Budgets = XlOptions.Repeated(
        "--budget", "-b", "BUDGET", "Its budget in µs.");

    private static readonly Option<string[]> ExtraTimes = XlOptions.Repeated(
        "--extratime", "-e", "0|1", "Whether it goes on once the budget is used up.");

    public static Command Create(XlContext context)
    {
        Command command = new("sched-rtds", "Get or set rtds scheduler parameters.")
        {
            Domain, Vcpus, Periods, Budgets, ExtraTimes, Pool,
        };
        command.SetAction((parsed, cancellation) => Refusal(parsed) is { } refusal
            ? context.Refuse(refusal)
            : context.With(parsed, target => Do(context, target, parsed), cancellation));
        return command;
    }

    private static string? Refusal(ParseResult parsed)
    {
        var vcpus = Values(parsed, Vcpus);
        var (periods, budgets) = (Values(parsed, Periods), Values(parsed, Budgets));
        var extraTimes = Values(parsed, ExtraTimes);
        var all = vcpus.Contains(All);
        var numbered = vcpus.Any(vcpu => vcpu != All);
        var sets = periods.Length + budgets.Length + extraTimes.Length > 0;
        var isDomain = parsed.GetValue(Domain) is not null;
        var sequel = all ? 1 : vcpus.Length;
        return extraTimes.Any(flag => flag is not ("0" or "1")) ? "Invalid extratime."
            : parsed.GetValue(Pool) is not null && (isDomain || sets || vcpus.Length > 0)
                ? "Specifying a cpupool is not allowed with other options."
            : !isDomain && (sets || numbered) ? "Missing parameters."
            : isDomain && vcpus.Length == 0 && sets ? "Must specify VCPU."
            : (all && numbered) || vcpus.Any(vcpu => vcpu != All && Number(vcpu) is null) ? "Incorrect VCPU IDs."
            : sets && (periods.Length != sequel || budgets.Length != sequel || extraTimes.Length != sequel)
                ? "Incorrect number of period, budget and extratime"
            : periods.Concat(budgets).FirstOrDefault(time => Time(time) is null) is { } wrong
                ? $"{wrong} is no time; period and budget are whole numbers of microseconds, from {Least} to {Most}."
            : null;
    }

    private static async Task Do(XlContext context, XlTarget target, ParseResult parsed)
    {
        var output = context.Terminal.Out;
        var hosts = await XlContext.Ask(target.Hosts);
        var vcpus = Values(parsed, Vcpus);
        if (parsed.GetValue(Domain) is not { } name)
        {
            foreach (var pool in XlNames.Pools(hosts, parsed.GetValue(Pool), Policies))
            {
                XlTables.Write(output, $"Cpupool {pool.Name}: sched=RTDS");
                Show(output, pool.Domains, perVcpu: vcpus.Length > 0, []);
            }

            return;
        }

        var (host, domain) = XlNames.Domain(hosts, name);
        XlNames.Require(host, "libxl_domain_sched_params_get", Policies);
        IReadOnlyList<int> numbers = [.. vcpus.Where(vcpu => vcpu != All).Select(vcpu => Number(vcpu)!.Value)];
        if (Values(parsed, Periods) is { Length: > 0 } periods)
        {
            var (budgets, flags) = (Values(parsed, Budgets), Values(parsed, ExtraTimes));
            VcpuReservation[] reservations = [.. periods.Select((period, i) => new VcpuReservation(
                numbers.Count == 0 ? -1 : numbers[i],
                Time(period)!.Value * Microsecond,
                Time(budgets[i])!.Value * Microsecond,
                flags[i] == "1"))];
            await XlContext.Give(
                () => target.SchedulerOf(host.Name).SetReservations(domain.Name, reservations),
                $"libxl_vcpu_sched_params_set{(numbers.Count == 0 ? "_all" : "")} failed.");
            return;
        }

        if (numbers.Any(number => number >= domain.Vcpus.Count))
        {
            throw new XlException(
                $"VCPU index is out of range, valid values are within range from 0 to {domain.Vcpus.Count - 1}."
                + $"{Environment.NewLine}libxl_vcpu_sched_params_get failed.");
        }

        Show(output, [domain], perVcpu: vcpus.Length > 0, numbers);
    }

    private static void Show(
        TextWriter output, IEnumerable<DomainSummary> domains, bool perVcpu, IReadOnlyList<int> vcpus)
    {
        if (perVcpu)
        {
            SchedulerTables.RtdsVcpus(output, domains, vcpus);
        }
        else
        {
            SchedulerTables.RtdsDomains(output, domains);
        }
    }

    private static string[] Values(ParseResult parsed, Option<string[]> option) => parsed.GetValue(option) ?? [];

    /// <summary>Microseconds, not too many; too few are the scheduler's to refuse, in Xen's words.</summary>
    private static long? Time(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time <= Most
            ? time : null;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
