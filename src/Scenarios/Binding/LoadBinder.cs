using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Traces;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds a domain's <c>load</c>.</summary>
internal sealed class LoadBinder(TraceBinder traces, ErrorList errors)
{
    private static readonly string[] Kinds = ["poisson", "constant", "trace"];

    public LoadPlan? Bind(Section domain, IReadOnlyList<ApplicationPlan> applications)
    {
        if (domain.Child("load") is not Section load)
        {
            return null;
        }

        bool isUnreadable = applications.Count == 0 && (domain.Has("app") || domain.Has("apps"));
        if (!isUnreadable && !applications.Any(application => application is ServerPlan))
        {
            domain.Wrong("load", $"{domain.Subject} has a load but no server to answer it; write"
                + " 'app: { server: { cpu: 200us, reply: 8KiB } }'.");
        }

        LoadPlan defaults = new() { Arrivals = ArrivalKind.Poisson };
        string[] given = [.. Kinds.Where(load.Has)];
        LoadPlan plan = defaults with
        {
            RequestBytes = load.Amount("request", Quantity.Size, defaults.RequestBytes, 1, 1_048_576),
            Timeout = load.Time("timeout", defaults.Timeout, leastNanoseconds: 1_000),
        };
        load.Finish();
        if (given.Length != 1)
        {
            load.Wrong($"{load.Subject} must have one of poisson, constant and trace; found {Count(given)}.");
            return plan;
        }

        return Arrivals(plan, load, given[0]);
    }

    private LoadPlan Arrivals(LoadPlan plan, Section load, string kind) => kind switch
    {
        "poisson" => plan with { Arrivals = ArrivalKind.Poisson, Gap = RequestGap.Read(load, kind, errors) },
        "constant" => plan with { Arrivals = ArrivalKind.Constant, Gap = RequestGap.Read(load, kind, errors) },
        _ => plan with { Arrivals = ArrivalKind.Trace, Trace = traces.Bind(load) },
    };

    private static string Count(string[] given) => given.Length == 0 ? "none" : string.Join(" and ", given);
}
