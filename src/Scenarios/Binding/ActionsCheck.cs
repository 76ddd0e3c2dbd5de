using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>
/// Checks that whoever announces actions is served by a variable-bandwidth server of its own, and that no action needs
/// more bandwidth than the reservation that caps it.
/// </summary>
internal sealed class ActionsCheck(
    IReadOnlyList<BoundHost> hosts, IReadOnlyList<BoundDomain> domains, ErrorList errors)
{
    public void Run()
    {
        // Domains of one count are equal: one error for all of them is enough.
        foreach (BoundDomain domain in domains.DistinctBy(domain => domain.Position))
        {
            List<ActionsPlan> processes = [.. domain.Plan.Applications.OfType<ActionsPlan>()];
            if (processes.Count > 0 && Serves(domain) && Reserves(domain))
            {
                Apart(domain, processes);
                processes.ForEach(process => BelowCap(domain, process));
            }
        }
    }

    private bool Serves(BoundDomain domain)
    {
        BoundHost? other = hosts.FirstOrDefault(host =>
            (domain.Plan.Host.Length == 0 || domain.Plan.Host == host.Plan.Name)
            && host.Plan.Scheduler.Server != EdfServer.Variable);
        if (other is null)
        {
            return true;
        }

        errors.Add(domain.Position, $"Domain '{domain.Plan.Name}' announces actions, but host '{other.Plan.Name}',"
            + " where it may run, has no variable-bandwidth servers; give it"
            + " 'scheduler: { kind: edf, server: variable }'.");
        return false;
    }

    private bool Reserves(BoundDomain domain)
    {
        if (domain.Terms.IsReservation)
        {
            return true;
        }

        errors.Add(domain.Position, $"Domain '{domain.Plan.Name}' announces actions, but its plan reserves no CPU that"
            + " could cap them; give the plan 'cpu: { period, slice }' or '{ share, within }'.");
        return false;
    }

    /// <summary>A server has one action at a time.</summary>
    private void Apart(BoundDomain domain, List<ActionsPlan> processes)
    {
        int chosen = Math.Max(domain.Plan.Vcpus.ToList().FindIndex(vcpu => vcpu.Isolated), 0);
        IGrouping<int, ActionsPlan>? crowd = processes
            .GroupBy(process => process.Vcpu >= 0 ? process.Vcpu : chosen)
            .FirstOrDefault(group => group.Count() > 1);
        if (crowd is not null)
        {
            errors.Add(domain.Position, $"{crowd.Count()} applications of domain '{domain.Plan.Name}' announce actions"
                + $" on its vCPU {crowd.Key}, whose server has one at a time; bind each to another with 'vcpu'.");
        }
    }

    private void BelowCap(BoundDomain domain, ActionsPlan process)
    {
        for (int i = 0; i < process.Sequence.Count; i++)
        {
            ActionPlan action = process.Sequence[i];
            Int128 most = (Int128)domain.Terms.Slice.Nanoseconds * action.Period.Nanoseconds
                / domain.Terms.Period.Nanoseconds;
            if (action.Slice.Nanoseconds > most)
            {
                errors.Add(domain.Position, $"Action {i + 1} of domain '{domain.Plan.Name}' has a slice of"
                    + $" {Quantity.Duration.Show(action.Slice.Nanoseconds)} in"
                    + $" {Quantity.Duration.Show(action.Period.Nanoseconds)}, but its plan caps it at"
                    + $" {Quantity.Duration.Show((long)most)}; shorten the slice, lengthen the period or reserve"
                    + " more.");
            }
        }
    }
}
