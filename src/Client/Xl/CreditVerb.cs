using System.CommandLine;

namespace Xenisol.Client.Xl;

/// <summary>
/// <c>xl sched-credit [-d DOM [-w WEIGHT] [-c CAP]] [-s [-t TSLICE] [-r RATELIMIT] [-m DELAY]] [-p CPUPOOL]</c>, and
/// <c>xl sched-credit2</c>, which has the rate limit only.
/// </summary>
internal sealed class CreditVerb
{
    private const long Microsecond = 1_000;
    private const long Millisecond = 1_000_000;

    private readonly XlContext _context;
    private readonly bool _isCredit2;
    private readonly string[] _policies;
    private readonly Option<string?> _domain = XlOptions.Domain();
    private readonly Option<int?> _weight = XlOptions.Number("--weight", "-w", "Weight, 1 to 65535.");
    private readonly Option<int?> _cap = XlOptions.Number("--cap", "-c", "Cap in percent of one core; 0 for none.");
    private readonly Option<bool> _schedule = XlOptions.Flag("--schedparam", "-s", "Parameters of the whole cpupool.");
    private readonly Option<int?> _timeslice = XlOptions.Number("--tslice_ms", "-t", "Timeslice in ms, 1 to 1000.");

    private readonly Option<int?> _ratelimit = XlOptions.Number(
        "--ratelimit_us", "-r", "Rate limit in µs, 100 to 500000; 0 for off.");

    private readonly Option<int?> _delay = XlOptions.Number(
        "--migration_delay_us", "-m", "Migration delay in µs, up to 100000.");

    private readonly Option<string?> _pool = XlOptions.Pool("-p");

    private CreditVerb(XlContext context, bool isCredit2)
    {
        _context = context;
        _isCredit2 = isCredit2;
        _policies = isCredit2 ? ["credit2"] : ["credit", "hybrid"];
    }

    public static Command Create(XlContext context, bool isCredit2)
    {
        CreditVerb verb = new(context, isCredit2);
        Command command = new(
            isCredit2 ? "sched-credit2" : "sched-credit",
            $"Get or set {(isCredit2 ? "credit2" : "credit")} scheduler parameters.")
        {
            verb._domain, verb._weight, verb._cap, verb._schedule, verb._ratelimit, verb._pool,
        };
        if (!isCredit2)
        {
            command.Options.Add(verb._timeslice);
            command.Options.Add(verb._delay);
        }

        command.SetAction((parsed, cancellation) => verb.Refusal(parsed) is { } refusal
            ? context.Refuse(refusal)
            : context.With(parsed, target => verb.Do(target, parsed), cancellation));
        return command;
    }

    private string? Refusal(ParseResult parsed)
    {
        var setsDomain = parsed.GetValue(_weight) is not null || parsed.GetValue(_cap) is not null;
        var isDomain = parsed.GetValue(_domain) is not null;
        var setsPool = parsed.GetValue(_ratelimit) is not null
            || (!_isCredit2 && (parsed.GetValue(_timeslice) is not null || parsed.GetValue(_delay) is not null));
        var isPool = parsed.GetValue(_pool) is not null || parsed.GetValue(_schedule);
        return isPool && (isDomain || setsDomain)
                ? _isCredit2
                    ? "Specifying a cpupool is not allowed with other options."
                    : "Specifying a cpupool or schedparam is not allowed with domain options."
            : setsDomain && !isDomain ? "Must specify a domain."
            : setsPool && !parsed.GetValue(_schedule) ? "Must specify schedparam to set schedule parameter values."
            : null;
    }

    private async Task Do(XlTarget target, ParseResult parsed)
    {
        var hosts = await XlContext.Ask(target.Hosts);
        if (parsed.GetValue(_schedule))
        {
            await DoPool(target, parsed, hosts);
        }
        else if (parsed.GetValue(_domain) is { } name)
        {
            await DoDomain(target, parsed, hosts, name);
        }
        else
        {
            foreach (var pool in XlNames.Pools(hosts, parsed.GetValue(_pool), _policies))
            {
                SchedulerTables.CreditPool(_context.Terminal.Out, pool);
                SchedulerTables.Credit(_context.Terminal.Out, pool.Domains);
            }
        }
    }

    private async Task DoPool(XlTarget target, ParseResult parsed, IReadOnlyList<XlHost> hosts)
    {
        var pools = XlNames.Pools(hosts, parsed.GetValue(_pool), _policies);
        if (pools.Count > 1)
        {
            var names = string.Join(", ", pools.Select(host => host.Name));
            throw new XlException($"More than one cpupool has this scheduler; choose with -p among: {names}.");
        }

        long? timeslice = _isCredit2 ? null : parsed.GetValue(_timeslice) * Millisecond;
        long? ratelimit = parsed.GetValue(_ratelimit) * Microsecond;
        long? delay = _isCredit2 ? null : parsed.GetValue(_delay) * Microsecond;
        if (timeslice is null && ratelimit is null && delay is null)
        {
            SchedulerTables.CreditPool(_context.Terminal.Out, pools[0]);
            return;
        }

        await XlContext.Give(
            () => target.SchedulerOf(pools[0].Name).SetParameters(timeslice, ratelimit, delay),
            $"libxl_{(_isCredit2 ? "sched_credit2" : "sched_credit")}_params_set failed.");
    }

    private async Task DoDomain(XlTarget target, ParseResult parsed, IReadOnlyList<XlHost> hosts, string name)
    {
        var (host, domain) = XlNames.Domain(hosts, name);
        XlNames.Require(host, "libxl_domain_sched_params_get", _policies);
        var (weight, cap) = (parsed.GetValue(_weight), parsed.GetValue(_cap));
        if (weight is null && cap is null)
        {
            SchedulerTables.Credit(_context.Terminal.Out, [domain]);
            return;
        }

        var first = domain.Vcpus[0];
        await XlContext.Give(
            () => target.SchedulerOf(host.Name).SetCredit(
                domain.Name, weight ?? first.Weight, cap ?? first.CapPercent),
            "libxl_domain_sched_params_set failed.");
    }
}
