using Xenisol.Emulation.Commands;
using Xenisol.Emulation.Engine;

namespace Xenisol.Grains.Components;

/// <content>Parameters of the scheduler, of domains and of servers.</content>
internal sealed partial class HostSchedulerGrain
{
    public async Task<IReadOnlyList<LoggedCommand>> SetCredit(string domain, int weight, int capPercent)
    {
        var (_, found) = await Find(domain);
        var rules = await Rules();
        return await Give([Checked(rules, CommandOf(MessageKind.SetCredit, found.Number, weight, capPercent))]);
    }

    public async Task<IReadOnlyList<LoggedCommand>> SetParameters(
        long? timesliceNanoseconds, long? ratelimitNanoseconds, long? migrationDelayNanoseconds)
    {
        var (scheduler, _) = await View();
        var rules = await Rules();
        List<ComponentCommand> commands = [];
        Add(MessageKind.SetTimeslice, timesliceNanoseconds);
        Add(MessageKind.SetRatelimit, ratelimitNanoseconds);
        Add(MessageKind.SetMigrationDelay, migrationDelayNanoseconds);
        var parameters = scheduler.Parameters;
        var timeslice = timesliceNanoseconds ?? parameters.Timeslice.Nanoseconds;
        var ratelimit = ratelimitNanoseconds ?? parameters.Ratelimit.Nanoseconds;
        return parameters.HasTimeslice && ratelimit > timeslice
            ? throw new RunFailedException(
                $"Ratelimit cannot be greater than timeslice; they would be {SchedulerCommandRules.Shown(ratelimit)} "
                + $"and {SchedulerCommandRules.Shown(timeslice)}.")
            : await Give(commands);

        void Add(MessageKind kind, long? value)
        {
            if (value is { } nanoseconds)
            {
                commands.Add(Checked(rules, CommandOf(kind, 0, nanoseconds)));
            }
        }
    }

    public async Task<IReadOnlyList<LoggedCommand>> SetReservations(
        string domain, IReadOnlyList<VcpuReservation> reservations)
    {
        var (_, found) = await Find(domain);
        var rules = await Rules();
        List<ComponentCommand> commands = [];
        foreach (var (vcpu, period, budget, extraTime) in reservations)
        {
            foreach (var index in VcpusOf(found, vcpu))
            {
                // Twice a budget that is out of range may not fit into a command.
                var words = Math.Clamp(budget, long.MinValue / 2, long.MaxValue / 2) * 2;
                commands.Add(Checked(rules, CommandOf(
                    MessageKind.SetVcpuReservation, index, period, words + (extraTime ? 1 : 0))));
            }
        }

        return await Give(commands);
    }
}
