using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Hypervisor;

namespace Xenisol.Grains.Components;

/// <content>Parameters of the scheduler, of domains and of servers.</content>
internal sealed partial class HostSchedulerGrain
{
    private const int MaxWeight = 65_535;
    private const long Microsecond = 1_000;
    private const long Millisecond = 1_000_000;
    private const long MinRatelimit = 100 * Microsecond;
    private const long MaxRatelimit = 500 * Millisecond;
    private const long MaxMigrationDelay = 100 * Millisecond;
    private const long MinServer = 10 * Microsecond;

    public async Task<IReadOnlyList<LoggedCommand>> SetCredit(string domain, int weight, int capPercent)
    {
        var (host, found) = await Find(domain);
        var (scheduler, _) = await View();
        if (scheduler.Policy is not ("credit" or "credit2" or "hybrid"))
        {
            throw new RunFailedException(
                $"Host {host.Name} has scheduler {scheduler.Policy}, which has neither weights nor caps.");
        }

        if (weight is < 1 or > MaxWeight)
        {
            throw new RunFailedException(
                $"Domain {domain}: Cpu weight out of range, valid values are within range from 1 to {MaxWeight}.");
        }

        if (capPercent < 0 || capPercent > 100 * found.Vcpus.Count)
        {
            throw new RunFailedException(
                $"Domain {domain}: Cpu cap out of range, valid range is from 0 to {100 * found.Vcpus.Count} for "
                + "specified number of vcpus.");
        }

        return await Give([CommandOf(MessageKind.SetCredit, found.Number, weight, capPercent)]);
    }

    public async Task<IReadOnlyList<LoggedCommand>> SetParameters(
        long? timesliceNanoseconds, long? ratelimitNanoseconds, long? migrationDelayNanoseconds)
    {
        var (scheduler, _) = await View();
        Require(scheduler, timesliceNanoseconds ?? migrationDelayNanoseconds, ratelimitNanoseconds);
        var parameters = scheduler.Parameters;
        var timeslice = timesliceNanoseconds ?? parameters.Timeslice.Nanoseconds;
        var ratelimit = ratelimitNanoseconds ?? parameters.Ratelimit.Nanoseconds;
        var fault =
            parameters.HasTimeslice
                && (timeslice is < Millisecond or > 1_000 * Millisecond || timeslice % Millisecond != 0)
                ? "Time slice out of range, valid range is from 1 to 1000 ms."
            : ratelimit != 0 && ratelimit is < MinRatelimit or > MaxRatelimit
                ? "Ratelimit out of range, valid range is from 100 to 500000 us, or 0 for off."
            : parameters.HasTimeslice && ratelimit > timeslice
                ? $"Ratelimit cannot be greater than timeslice; they would be {Shown(ratelimit)} and "
                    + $"{Shown(timeslice)}."
            : migrationDelayNanoseconds is < 0 or > MaxMigrationDelay
                ? "vcpu migration delay should be >= 0 and <= 100000us."
            : null;
        if (fault is not null)
        {
            throw new RunFailedException(fault);
        }

        List<ComponentCommand> commands = [];
        Add(MessageKind.SetTimeslice, timesliceNanoseconds);
        Add(MessageKind.SetRatelimit, ratelimitNanoseconds);
        Add(MessageKind.SetMigrationDelay, migrationDelayNanoseconds);
        return await Give(commands);

        void Add(MessageKind kind, long? value)
        {
            if (value is { } nanoseconds)
            {
                commands.Add(CommandOf(kind, 0, nanoseconds));
            }
        }
    }

    public async Task<IReadOnlyList<LoggedCommand>> SetReservations(
        string domain, IReadOnlyList<VcpuReservation> reservations)
    {
        var (host, found) = await Find(domain);
        var (scheduler, _) = await View();
        if (scheduler.Policy != "rtds")
        {
            throw new RunFailedException(
                $"Host {host.Name} has scheduler {scheduler.Policy}: per-VCPU parameter setting not supported for this "
                + "scheduler.");
        }

        List<ComponentCommand> commands = [];
        foreach (var (vcpu, period, budget, extraTime) in reservations)
        {
            var fault = period < MinServer
                ? $"Invalid VCPU period of {period / Microsecond} us (it should be >= {MinServer / Microsecond})."
                : budget < MinServer
                ? $"Invalid VCPU budget of {budget / Microsecond} us (it should be >= {MinServer / Microsecond})."
                : budget > period
                ? "VCPU budget must be smaller than or equal to period, but "
                    + $"{budget / Microsecond} > {period / Microsecond} us."
                : null;
            if (fault is not null)
            {
                throw new RunFailedException($"Domain {domain}: {fault}");
            }

            commands.AddRange(VcpusOf(found, vcpu).Select(index => CommandOf(
                MessageKind.SetVcpuReservation, index, period, checked(budget * 2) + (extraTime ? 1 : 0))));
        }

        return await Give(commands);
    }

    private void Require(IHostSchedulerView scheduler, long? timesliceOrDelay, long? ratelimit)
    {
        var parameters = scheduler.Parameters;
        if ((timesliceOrDelay is not null && !parameters.HasTimeslice)
            || (ratelimit is not null && !parameters.HasRatelimit))
        {
            var has = parameters.HasRatelimit ? "has a rate limit only" : "has no parameters that could be set";
            throw new RunFailedException(
                $"{Path} is {scheduler.Policy} and {has}; credit before Xen 4.2 had none, either.");
        }
    }
}
