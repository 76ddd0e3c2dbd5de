using CsCheck;
using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Devices;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Fleet;

/// <summary>
/// Aim: whatever runs on whatever hosts, nothing is lost, nothing depends on how the run is cut. Method: random worlds
/// with driver domains, clients, streams and pings.
/// </summary>
public sealed class WorldProperties
{
    private static readonly Duration End = Duration.FromMilliseconds(300);

    [Fact]
    public void The_digest_does_not_depend_on_the_number_of_partitions() =>
        Gen.Select(NetworkPlans.Any, Gen.Int[2, 6]).Sample(
            (plan, partitions) =>
                new WorldRun(plan).AdvanceTo(End).Digest == new WorldRun(plan, partitions).AdvanceTo(End).Digest,
            iter: 30);

    [Fact]
    public void A_run_that_is_saved_and_loaded_at_any_boundary_ends_with_the_same_digest() =>
        Gen.Select(NetworkPlans.Any, Gen.Int[1, 299].Array[1, 3], Gen.Int[1, 4]).Sample(
            (plan, boundaries, partitions) =>
            {
                var run = new WorldRun(plan);
                foreach (var boundary in boundaries.Order())
                {
                    run = run.AdvanceTo(Duration.FromMilliseconds(boundary)).Reload(partitions);
                }

                return run.AdvanceTo(End).Digest == new WorldRun(plan).AdvanceTo(End).Digest;
            },
            iter: 30);

    [Fact]
    public void The_accounts_of_every_core_sum_up_to_the_time() =>
        NetworkPlans.Any.Sample(
            plan =>
            {
                var run = new WorldRun(plan).AdvanceTo(End);
                return run.Components.OfType<PhysicalCore>().All(core =>
                    core.AccountsAt(VirtualTime.Zero + End).Total == End.Nanoseconds
                    && core.MeasuredAt(VirtualTime.Zero + End).Total == (End - plan.Warmup).Nanoseconds);
            },
            iter: 30);

    [Fact]
    public void Domains_get_to_the_nanosecond_what_cores_ran_from_the_warmup_to_any_end() =>
        Gen.Select(NetworkPlans.Any, Gen.Int[0, 300_000_000], Gen.Int[1, 300_000_000]).Sample(
            (plan, warmup, end) =>
            {
                var until = Duration.FromNanoseconds(end);
                var run = new WorldRun(plan with { Warmup = Duration.FromNanoseconds(warmup) }).AdvanceTo(until);
                var report = ReportBuilder.Build(run.World, run.Components, VirtualTime.Zero + until);
                return report.Hosts.All(host =>
                    host.Run == report.Domains.Where(domain => domain.Host == host.Host).Aggregate(
                        host.DriverDomain, (sum, domain) => sum + domain.CpuDelivered));
            },
            iter: 60);

    [Fact]
    public void No_packet_appears_or_vanishes_inside_a_host() =>
        NetworkPlans.Any.Sample(plan => HostsConserve(new WorldRun(plan).AdvanceTo(End)), iter: 30);

    [Fact]
    public void Every_packet_of_a_finite_load_arrives_or_is_dropped_where_it_is_counted() =>
        NetworkPlans.Finite.Sample(
            plan => WorldConserves(new WorldRun(plan).AdvanceTo(Duration.FromSeconds(2))), iter: 30);

    private static bool HostsConserve(WorldRun run)
    {
        foreach (var backend in run.Components.OfType<NetworkBackend>())
        {
            var host = backend.Name.Split('/')[0];
            var card = run.One<NetworkCard>($"{host}/NetworkCard/eth0");
            var guests = run.Components.OfType<GuestDomain>()
                .Where(one => one.Interface >= 0 && one.Name.StartsWith(host + "/", StringComparison.Ordinal))
                .ToList();
            var fromCard = card.Counts.ReceivedPackets - card.Counts.Dropped - card.Waiting;
            var books = guests.Select(guest => backend.AllCountsOf(guest.Interface)).ToList();
            var into = fromCard + books.Sum(one => one.SentPackets);
            var outOf = card.Counts.SentPackets + backend.Stray
                + books.Sum(one => one.ReceivedPackets + one.SentDropped + one.ReceivedDropped);
            if (into != outOf + backend.InFlight(inRings: false))
            {
                return false;
            }

            // Pending slots: each is a frame of the batch or a payload that stays; and what is taken is answered, or
            // pending, or about to be answered by the run under way.
            if (backend.Pending != backend.InTransmitBatch + backend.Held
                || backend.Pending + backend.AboutToAnswer != guests.Sum(guest => backend.Unanswered(guest.Interface))
                || backend.Pending > NetworkBackend.PendingSlotCount * backend.Workers)
            {
                return false;
            }

            foreach (var guest in guests)
            {
                var book = backend.AllCountsOf(guest.Interface);
                if (guest.FrontendState.Produced != book.SentPackets + backend.WaitingInRing(guest.Interface)
                    || book.ReceivedPackets != guest.FrontendState.Consumed + guest.WaitingInRing)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool WorldConserves(WorldRun run)
    {
        var clients = run.Components.OfType<Client>().ToList();
        var cards = run.Components.OfType<NetworkCard>().ToList();
        var fabric = run.Components.OfType<Fabric>().Single();
        var ports = fabric.Ports.ToArray();
        var sent = clients.Sum(one => one.Counts.SentPackets) + cards.Sum(one => one.Counts.SentPackets);
        var arrived = clients.Sum(one => one.Counts.ReceivedPackets) + cards.Sum(one => one.Counts.ReceivedPackets);
        return HostsConserve(run)
            && sent == ports.Sum(port => port.SentPackets + port.Dropped)
            && ports.Sum(port => port.SentPackets) == arrived
            && run.Components.OfType<NetworkBackend>().All(backend =>
                backend.InFlight(inRings: true) == 0 && backend.Pending == 0)
            && run.Components.OfType<GuestDomain>().All(guest => guest.InFlight == 0)
            && clients.All(one => one.Latency.Samples + one.Counts.Failed == one.Counts.Requests);
    }
}
