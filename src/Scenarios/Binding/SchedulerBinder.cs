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
        _ = section.Need("kind", "credit");
        SchedulerPlan built = new() { Kind = Kind(section, "kind") };
        // The ranges are Xen's own (xl sched-credit, boot options).
        SchedulerPlan plan = built with
        {
            Era = Era(section),
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
            ReplenishmentOrder = Order(section, built.Kind),
            DebtInterval = DebtInterval(section, built),
            Server = Server(section, built.Kind),
            Credit2 = Credit2Binder.Bind(section, built.Kind),
            AdmissionOff = section.Find("admission") is not null && section.Word("admission", Admissions) == "off",
        };
        if (plan.Ratelimit > plan.Timeslice && plan.Kind != SchedulerKind.Credit2)
        {
            section.Wrong("ratelimit", "The ratelimit must not be longer than the timeslice of"
                + $" {Quantity.Duration.Show(plan.Timeslice.Nanoseconds)}.");
        }

        return plan;
    }

    private static Duration DebtInterval(Section section, SchedulerPlan built)
    {
        if (section.Has("debtInterval") && built.Kind != SchedulerKind.SedfDc)
        {
            section.Wrong("debtInterval", "Only the scheduler sedf-dc has debts; leave the interval out or choose kind"
                + " sedf-dc.");
        }

        return section.Time("debtInterval", built.DebtInterval, Millisecond, 10_000 * Millisecond);
    }

    private static EdfServer Server(Section section, SchedulerKind kind)
    {
        if (section.Find("server") is null)
        {
            return EdfServer.Hard;
        }

        EdfServer server = section.Word("server", Servers) switch
        {
            "soft" => EdfServer.Soft,
            "variable" => EdfServer.Variable,
            _ => EdfServer.Hard,
        };
        if (server != EdfServer.Hard && kind is not (SchedulerKind.Edf or SchedulerKind.GlobalEdf))
        {
            section.Wrong("server", "Only the schedulers edf and global-edf have soft and variable servers; leave the"
                + " server out or choose one of them.");
        }

        return server;
    }

    private static ReplenishmentOrder Order(Section section, SchedulerKind kind)
    {
        if (section.Find("replenishmentOrder") is null)
        {
            return ReplenishmentOrder.Deadline;
        }

        if (kind != SchedulerKind.Rtds)
        {
            section.Wrong("replenishmentOrder", "Only the scheduler rtds has an order of replenishments; leave it out"
                + " or choose kind rtds.");
        }

        return section.Word("replenishmentOrder", Orders) == "upstream"
            ? ReplenishmentOrder.Upstream
            : ReplenishmentOrder.Deadline;
    }

    private static CreditEra Era(Section section)
    {
        CreditEra era = section.Word("era", Eras) switch
        {
            "4.0" => CreditEra.Xen40,
            "3.4" => CreditEra.Xen34,
            "3.3" => CreditEra.Xen33,
            _ => CreditEra.Xen423,
        };
        if (era != CreditEra.Xen423 && Kind(section, "kind") != SchedulerKind.Credit)
        {
            section.Wrong("era", "Only credit has eras, and hybrid is built on that of 4.23; leave the era out"
                + " or choose kind credit.");
        }

        return era;
    }

    private static Duration OrOff(Section section, string key, Duration fallback, long least, long most) =>
        section.Find(key) is ScalarNode { Text: "off" } ? Duration.Zero : section.Time(key, fallback, least, most);
}
