using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Fleet;

/// <summary>Disks end to end, from the application through guest, driver domain and disk and back.</summary>
public sealed class DiskWorldTests
{
    private const long Second = 1_000_000_000;

    private static readonly MachineProfile Zero = new() { Name = "zero" };

    /// <summary>Without costs, what remains is the disk: min(depth, channels) / (latency + transfer).</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(32)]
    public void Without_costs_the_disk_alone_decides(int depth)
    {
        var flash = DiskModels.Nvme.Flash!;
        var disk = Run(Zero, DiskModels.Nvme, 200, Reads(depth)).Domains[0].Disk!;

        var each = flash.ReadLatency.Nanoseconds + (4_096 * Second / flash.ReadBytesPerSecond);
        Assert.InRange(disk.Reads * 10, depth * Second / each * 98 / 100, depth * Second / each * 101 / 100);
        Assert.InRange(disk.Latency!.P50!.Value.Nanoseconds, each, each * 102 / 100);
    }

    [Fact]
    public void A_random_read_of_platters_takes_a_seek_half_a_turn_and_its_transfer_on_average()
    {
        var mechanics = DiskModels.Hdd7200.Mechanics!;
        var whole = DiskModels.Hdd7200.CapacityBytes;
        var report = Run(Zero, DiskModels.Hdd7200, 60_000, Reads(1) with
        {
            VirtualDisk = new VirtualDiskPlan { SizeBytes = whole },
        });

        var expected = mechanics.AverageSeek.Nanoseconds + (mechanics.Rotation.Nanoseconds / 2)
            + (mechanics.Rotation.Nanoseconds * 8 / mechanics.SectorsPerTrack);
        var mean = report.Measured.Nanoseconds / report.Domains[0].Disk!.Reads;
        Assert.InRange(mean, expected * 98 / 100, expected * 102 / 100);
    }

    [Fact]
    public void Sequential_accesses_are_merged_and_random_ones_are_not()
    {
        var sequential = Run(NetworkPlans.Xeon, DiskModels.Hdd7200, 1_000, Access("a", 32, sequential: true));
        var random = Run(NetworkPlans.Xeon, DiskModels.Hdd7200, 1_000, Access("a", 32, sequential: false));

        var (merged, alone) = (sequential.Domains[0].Disk!, random.Domains[0].Disk!);
        Assert.True(merged.Requests < merged.Reads / 4, $"{merged.Requests} requests of {merged.Reads} reads");
        Assert.Equal(0, alone.Merges);
        Assert.InRange(alone.Requests, alone.Reads - 32, alone.Reads + 32);
    }

    /// <summary>An access of 512 KiB needs twelve requests of the ring, which the driver domain merges again.</summary>
    [Fact]
    public void Pieces_of_a_long_access_are_merged_in_the_driver_domain()
    {
        var disk = Run(NetworkPlans.Xeon, DiskModels.Ssd, 500, Access("a", 4, sequential: false) with
        {
            Applications = [new DiskAccessPlan { BlockBytes = 524_288, Depth = 4 }],
        }).Domains[0].Disk!;

        Assert.InRange(disk.Requests, (disk.Reads - 5) * 12, (disk.Reads + 5) * 12);
        Assert.True(disk.Merges > disk.Requests / 2);
    }

    [Fact]
    public void Every_cost_is_cpu_time_of_guest_or_driver_domain()
    {
        var machine = Zero with
        {
            BackendBlockRequest = Duration.FromMicroseconds(5),
            BackendBlockCompletion = Duration.FromMicroseconds(3),
            GuestBlockRequest = Duration.FromMicroseconds(20),
            GrantMapUnmap = Duration.FromMicroseconds(2),
            Hypercall = Duration.FromNanoseconds(500),
        };
        var report = Run(machine, DiskModels.Nvme, 500, Reads(1));
        var reads = report.Domains[0].Disk!.Reads;

        // Each read is alone: request, completion, one page, and one notification in each direction.
        Assert.InRange(
            report.Hosts[0].DriverDomain.Nanoseconds, (reads - 2) * 10_500L, (reads + 2) * 10_500L);
        Assert.InRange(
            report.Domains[0].CpuDelivered.Nanoseconds, (reads - 2) * 20_500L, (reads + 2) * 20_500L);
        Assert.InRange(
            report.Domains[0].Disk!.DriverCpu.Nanoseconds, (reads - 2) * 10_500L, (reads + 2) * 10_500L);
    }

    [Fact]
    public void An_open_loop_counts_from_the_intended_start()
    {
        // A write a millisecond to a disk that needs a turn for each: they wait longer and longer.
        var disk = Run(Zero, DiskModels.Hdd7200, 3_000, Access("a", 0, sequential: false) with
        {
            Applications =
            [
                new DiskAccessPlan
                {
                    BlockBytes = 4_096,
                    Arrivals = ArrivalKind.Constant,
                    Gap = Duration.FromMilliseconds(5),
                },
            ],
        }).Domains[0].Disk!;

        Assert.True(disk.Latency!.Max > Duration.FromMilliseconds(500));
        Assert.True(disk.Unfinished > 100);
        Assert.Equal(0, disk.Refused);
    }

    [Fact]
    public void A_limit_of_requests_keeps_a_neighbours_latency()
    {
        var victim = Reads(1) with { Name = "victim" };
        var noisy = Access("noisy", 128, sequential: false) with
        {
            Applications = [new DiskAccessPlan { BlockBytes = 131_072, Depth = 128, ReadPpm = 0 }],
        };
        var alone = Median(Run(NetworkPlans.Xeon, DiskModels.Ssd, 300, victim));
        var beside = Median(Run(NetworkPlans.Xeon, DiskModels.Ssd, 300, victim, noisy));
        var limited = Median(Run(NetworkPlans.Xeon, DiskModels.Ssd, 300, victim, noisy with
        {
            VirtualDisk = new VirtualDiskPlan { RequestsPerSecond = 300 },
        }));

        Assert.True(beside > 2 * alone, $"{beside} beside it, {alone} ns alone");
        Assert.True(limited < alone * 12 / 10, $"{limited} limited, {alone} ns alone");

        static long Median(RunReport report) => report.Domains[0].Disk!.Latency!.P50!.Value.Nanoseconds;
    }

    [Fact]
    public void Applications_of_one_domain_have_a_part_of_its_disk_each()
    {
        var run = new WorldRun(Plan(Zero, DiskModels.Ssd, Access("a", 1, sequential: true) with
        {
            Applications =
            [
                new DiskAccessPlan { BlockBytes = 4_096, Depth = 1, Sequential = true },
                new DiskAccessPlan { BlockBytes = 4_096, Depth = 1, Sequential = true },
            ],
        })).AdvanceTo(Duration.FromMilliseconds(20));

        var domain = run.One<GuestDomain>("/Domain/a");
        Assert.All(domain.Applications.OfType<DiskApplication>(), one => Assert.True(one.Use.Completed > 100));

        // Were they in the same place, their accesses would be merged.
        Assert.Equal(0, domain.DiskFrontend.Merges);
    }

    [Fact]
    public void A_busy_disk_allocates_nothing_per_access()
    {
        var run = new WorldRun(Plan(
            NetworkPlans.Xeon,
            DiskModels.Nvme,
            Access("a", 32, sequential: false),
            Access("b", 64, sequential: true),
            Reads(8) with { Name = "c", VirtualDisk = new VirtualDiskPlan { RequestsPerSecond = 1_000 } }))
            .AdvanceTo(Duration.FromMilliseconds(500));
        var before = Taken(run);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        run.AdvanceTo(Duration.FromMilliseconds(1_500));
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

        Assert.True(Taken(run) - before > 20_000, $"{Taken(run) - before} requests");
        Assert.True(allocated < 16_384, $"{allocated} bytes for {Taken(run) - before} requests");

        static long Taken(WorldRun run) =>
            Enumerable.Range(0, 3).Sum(disk => run.One<BlockBackend>("/block").DiskState(disk).Consumed);
    }

    private static RunReport Run(
        MachineProfile machine, DiskPlan disk, int milliseconds, params DomainPlan[] domains)
    {
        var plan = Plan(machine, disk, domains) with { Warmup = Duration.FromMilliseconds(milliseconds / 2) };
        var end = Duration.FromMilliseconds(milliseconds);
        var run = new WorldRun(plan).AdvanceTo(end);
        return ReportBuilder.Build(run.World, run.Components, VirtualTime.Zero + end);
    }

    private static RunPlan Plan(MachineProfile machine, DiskPlan disk, params DomainPlan[] domains)
    {
        var plan = NetworkPlans.OneHost(machine, SchedulerKind.Hybrid, 4, domains);
        return plan with
        {
            Hosts = [plan.Hosts[0] with { Disk = disk, DriverDomain = new DriverDomainPlan { Vcpus = [new()] } }],
        };
    }

    private static DomainPlan Reads(int depth) => Access("a", depth, sequential: false);

    private static DomainPlan Access(string name, int depth, bool sequential) => NetworkPlans.Domain(
        name, new DiskAccessPlan { BlockBytes = 4_096, Depth = depth, Sequential = sequential });
}
