using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Binding;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Admission;

/// <summary>
/// Checks that the reservations of each host that keeps them can be kept: none exceeds what a core may promise, and all
/// find
/// room on the cores, first fit in the order of decreasing share, as the scheduler itself places them. Domains
/// without a host are left to placement.
/// </summary>
internal sealed class ReservationCheck(
    IReadOnlyList<BoundHost> hosts, IReadOnlyList<BoundDomain> domains, ErrorList errors)
{
    /// <summary>Xen's RTDS_MIN_BUDGET.</summary>
    private const long RtdsBudgetMin = 10_000;

    public void Run()
    {
        ILookup<string, BoundDomain> byHost = domains.ToLookup(domain => domain.Plan.Host);
        foreach (BoundHost host in hosts.Where(host => host.Admits && !host.Plan.Scheduler.AdmissionOff))
        {
            List<Reservation> reservations = Reservations(host, byHost[host.Plan.Name]);
            if (!reservations.TrueForAll(reservation => Single(host, reservation)))
            {
                continue;
            }

            if (host.Plan.Scheduler.Kind == SchedulerKind.GlobalEdf)
            {
                InTotal(host, reservations);
            }
            else
            {
                Together(host, reservations);
            }
        }

        foreach (BoundHost host in hosts.Where(host => host.Plan.Scheduler.Kind == SchedulerKind.Rtds))
        {
            Budgets(host, Reservations(host, byHost[host.Plan.Name]));
        }

        int limit = hosts.Where(host => host.Admits && !host.Plan.Scheduler.AdmissionOff)
            .Select(host => host.Plan.Scheduler.ReservationLimitPpm)
            .DefaultIfEmpty(1_000_000).Max();
        foreach (BoundDomain domain in byHost[""].Where(domain => domain.Terms.SharePpm > limit))
        {
            errors.Add(domain.Position, $"Domain '{domain.Plan.Name}' reserves"
                + $" {Percent(domain.Terms.SharePpm)} of a core, but no host lets reservations exceed"
                + $" {Percent(limit)}.");
        }
    }

    /// <summary>Xen's RTDS takes any reservation, but no budget that is shorter than a decision is worth.</summary>
    private void Budgets(BoundHost host, List<Reservation> reservations)
    {
        foreach (Reservation reservation in reservations.DistinctBy(one => one.Owner))
        {
            long budget = reservation.Terms.Slice.Nanoseconds;
            if (budget < RtdsBudgetMin)
            {
                errors.Add(reservation.Position, $"A vCPU of {reservation.Owner} has a budget of"
                    + $" {Quantity.Duration.Show(budget)}, but rtds on host '{host.Plan.Name}' takes"
                    + $" {Quantity.Duration.Show(RtdsBudgetMin)} at least, as Xen's does; reserve more or lengthen the"
                    + " period.");
            }
        }
    }

    private static List<Reservation> Reservations(BoundHost host, IEnumerable<BoundDomain> domains)
    {
        List<Reservation> reservations = [];
        if (host.DriverTerms is { IsReservation: true } driver && host.Plan.DriverDomain is { } plan)
        {
            reservations.AddRange(plan.Vcpus.Select(vcpu => new Reservation(
                "the driver domain", host.Position, driver, vcpu.Affinity)));
        }

        foreach (BoundDomain domain in domains.Where(domain => domain.Terms.IsReservation))
        {
            reservations.AddRange(domain.Plan.Vcpus.Select(vcpu => new Reservation(
                $"domain '{domain.Plan.Name}'", domain.Position, domain.Terms, vcpu.Affinity)));
        }

        return reservations;
    }

    private bool Single(BoundHost host, Reservation reservation)
    {
        int limit = host.Plan.Scheduler.ReservationLimitPpm;
        if (reservation.SharePpm <= limit)
        {
            return true;
        }

        errors.Add(reservation.Position, $"A vCPU of {reservation.Owner} reserves {Percent(reservation.SharePpm)} of a"
            + $" core, but host '{host.Plan.Name}' lets reservations on a core not exceed {Percent(limit)}; raise"
            + " 'limit' of its scheduler or reserve less.");
        return false;
    }

    /// <summary>One queue for all cores: only the sum counts.</summary>
    private void InTotal(BoundHost host, List<Reservation> reservations)
    {
        long most = (long)host.Plan.Scheduler.ReservationLimitPpm * host.Plan.Cores;
        long sum = reservations.Sum(each => (long)each.SharePpm);
        if (sum > most)
        {
            errors.Add(host.Position, $"Reservations on host '{host.Plan.Name}' sum up to {Percent(sum)} of a core, but"
                + $" its {host.Plan.Cores} cores may promise {Percent(most)} together; reserve less or add cores.");
        }
    }

    private void Together(BoundHost host, List<Reservation> reservations)
    {
        int limit = host.Plan.Scheduler.ReservationLimitPpm;
        long[] reserved = new long[host.Plan.Cores];
        foreach (Reservation reservation in reservations.OrderByDescending(each => each.SharePpb))
        {
            const long ppbPerPpm = 1_000;
            int core = Array.FindIndex(
                reserved, used => used + reservation.SharePpb <= limit * ppbPerPpm);
            if (reservation.Affinity.Count > 0)
            {
                core = reservation.Affinity.Order()
                    .Where(one => reserved[one] + reservation.SharePpb <= limit * ppbPerPpm)
                    .DefaultIfEmpty(-1).First();
            }

            if (core < 0)
            {
                long sum = reservations.Sum(each => (long)each.SharePpm);
                errors.Add(reservation.Position, $"Reservations on host '{host.Plan.Name}' sum up to {Percent(sum)}"
                    + " of a"
                    + $" core; {host.Plan.Cores} cores of at most {Percent(limit)} each have no room for a vCPU of"
                    + $" {reservation.Owner} with {Percent(reservation.SharePpm)}; reserve less or add cores.");
                return;
            }

            reserved[core] += reservation.SharePpb;
        }
    }

    private static string Percent(long ppm) => Quantity.Percentage.Show(ppm);
}
