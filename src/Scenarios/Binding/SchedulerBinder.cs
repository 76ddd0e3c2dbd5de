using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds a host's <c>scheduler</c>: a word, or a mapping with switches.</summary>
internal static class SchedulerBinder
{
    private const long Microsecond = 1_000;
    private const long Millisecond = 1_000_000;
    private static readonly string[] Kinds =
        ["hybrid", "credit", "credit2", "edf", "global-edf", "rtds", "sedf", "sedf-dc", "xen-null"];

    private static readonly string[] Servers = ["hard", "soft", "variable"];
    private static readonly string[] Admissions = ["on", "off"];
    private static readonly string[] Orders = ["deadline", "upstream"];
    private static readonly string[] Eras = ["4.23", "4.0", "3.4", "3.3"];

    public static SchedulerPlan Bind(Section host, ErrorList errors)
    {
        if (host.Find("scheduler") is not ScenarioNode node)
        {
            return new SchedulerPlan { Kind = SchedulerKind.Hybrid };
        }

        if (node is ScalarNode)
        {
            return new SchedulerPlan { Kind = Kind(host, "scheduler") };
        }

        if (host.Child("scheduler") is not Section section)
        {
            return new SchedulerPlan { Kind = SchedulerKind.Hybrid };
        }

        SchedulerPlan plan = Switches(section);
        section.Finish();
        return plan;
    }

    private static SchedulerKind Kind(Section section, string key) =>
        section.Word(key, Kinds) switch
        {
            "credit" => SchedulerKind.Credit,
            "credit2" => SchedulerKind.Credit2,
            "edf" => SchedulerKind.Edf,
            "global-edf" => SchedulerKind.GlobalEdf,
            "rtds" => SchedulerKind.Rtds,
            "sedf" => SchedulerKind.Sedf,
            "sedf-dc" => SchedulerKind.SedfDc,
            "xen-null" => SchedulerKind.Null,
            _ => SchedulerKind.Hybrid,
        };

    private static SchedulerPlan Switches(Section section)
    {
        ScenarioNode? kind = section.Need("kind", "credit");
        SchedulerPlan built = new() { Kind = Kind(section, "kind") };

        // The ranges are Xen's own (xl sched-credit, boot options).
        SchedulerPlan plan = built with
        {
            Era = Era(section, built.Kind),
            Timeslice = section.Time("timeslice", built.Timeslice, Millisecond, 1_000 * Millisecond),
            Ratelimit = OrOff(section, "ratelimit", built.Ratelimit, 100 * Microsecond, 500 * Millisecond),
            LoadBalanceRatelimit = OrOff(
                section, "loadBalanceRatelimit", built.LoadBalanceRatelimit, 1, 1_000 * Millisecond),
            MigrationDelay = section.Time("migrationDelay", built.MigrationDelay, 0, 100 * Millisecond),
            Boost = section.Flag("boost", built.Boost),
            Tickle = section.Flag("tickle", built.Tickle),
            SortByCredit = section.Flag("sort", built.SortByCredit),
            ReservationLimitPpm = (int)section.Amount(
                "limit", Quantity.Percentage, built.ReservationLimitPpm, 10_000, 1_000_000),
            ReplenishmentOrder = Order(section),
            DebtInterval = section.Time("debtInterval", built.DebtInterval, Millisecond, 10_000 * Millisecond),
            Server = Server(section),
            Credit2 = Credit2Binder.Bind(section),
            AdmissionOff = section.Find("admission") is not null && section.Word("admission", Admissions) == "off",
        };
        if (kind is ScalarNode word && Kinds.Contains(word.Text))
        {
            SchedulerKeys.Require(section, word.Text);
        }

        if (plan.Ratelimit > plan.Timeslice && plan.Kind != SchedulerKind.Credit2)
        {
            section.Wrong("ratelimit", "The ratelimit must not be longer than the timeslice of"
                + $" {Quantity.Duration.Show(plan.Timeslice.Nanoseconds)}.");
        }

        return plan;
    }

    private static EdfServer Server(Section section) => section.Word("server", Servers) switch
    {
        "soft" => EdfServer.Soft,
        "variable" => EdfServer.Variable,
        _ => EdfServer.Hard,
    };

    private static ReplenishmentOrder Order(Section section) => section.Word("replenishmentOrder", Orders) == "upstream"
        ? ReplenishmentOrder.Upstream
        : ReplenishmentOrder.Deadline;

    private static CreditEra Era(Section section, SchedulerKind kind)
    {
        CreditEra era = section.Word("era", Eras) switch
        {
            "4.0" => CreditEra.Xen40,
            "3.4" => CreditEra.Xen34,
            "3.3" => CreditEra.Xen33,
            _ => CreditEra.Xen423,
        };
        if (era != CreditEra.Xen423 && kind == SchedulerKind.Hybrid)
        {
            section.Wrong("era", "Only credit has eras, and hybrid is built on that of 4.23; leave the era out"
                + " or choose kind credit.");
        }

        return era;
    }

    private static Duration OrOff(Section section, string key, Duration fallback, long least, long most) =>
        section.Find(key) is ScalarNode { Text: "off" } ? Duration.Zero : section.Time(key, fallback, least, most);
}
