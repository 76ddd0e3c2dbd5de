using CsCheck;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Machines;

namespace Xenisol.Emulation.Tests.Fleet;

/// <summary>Plans with driver domains, cards, clients and every kind of application.</summary>
internal static class NetworkPlans
{
    private static readonly Gen<ApplicationPlan> Quiet = Gen.OneOf(
        Gen.Const<ApplicationPlan>(new BurnPlan()),
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 8]).Select<int, int, ApplicationPlan>((period, tenths) => new PeriodicPlan
        {
            Period = Duration.FromMilliseconds(period),
            Cost = Duration.FromMicroseconds(period * tenths * 100),
        }),
        Gen.Int[1, 5].Select<int, ApplicationPlan>(interval =>
            new PingPlan { Interval = Duration.FromMilliseconds(interval) }));

    private static readonly Gen<ApplicationPlan> Disk =
        Gen.Select(Gen.Bool, Gen.Int[0, 10], Gen.Int[1, 200], Gen.Int[0, 40])
            .Select<bool, int, int, int, ApplicationPlan>((sequential, reads, sectors, depth) => new DiskAccessPlan
            {
                Sequential = sequential,
                ReadPpm = reads * 100_000,
                BlockBytes = sectors * 512,
                Depth = depth,
                Gap = Duration.FromMicroseconds(sectors * 50),
            });

    private static readonly Gen<ApplicationPlan> Stream =
        Gen.Bool.Select<bool, ApplicationPlan>(sends => new StreamPlan { Sends = sends });

    private static readonly Gen<ApplicationPlan> Server =
        Gen.Select(Gen.Int[0, 500], Gen.Int[1, 9_000]).Select<int, int, ApplicationPlan>((cost, reply) => new ServerPlan
        {
            Cost = Duration.FromMicroseconds(cost),
            ReplyBytes = reply,
        });

    private static readonly Gen<DriverDomainPlan> DriverDomains =
        Gen.Select(Gen.Int[1, 3], Gen.Enum<InterruptBalancerKind>(), Gen.Bool, Gen.Int[0, 1]).Select(
            (vcpus, balancer, each, limit) => new DriverDomainPlan
            {
                Vcpus = [.. Enumerable.Repeat(new VcpuPlan(), vcpus)],
                TaskletsPerVcpu = each,
                Interrupts = new InterruptPlan
                {
                    Balancer = balancer,
                    UpcallLimit = Duration.FromMicroseconds(limit * 500),
                },
            });

    /// <summary>Anything.</summary>
    public static Gen<RunPlan> Any { get; } = Plans(Gen.OneOf(Quiet, Stream, Server, Disk).Array[1, 3], endless: true);

    /// <summary>Only finite loads, so that every packet has arrived or was dropped in the end. Not under Null, where a
    /// vCPU without a core of its own never runs, so that its packets stay where they are.</summary>
    public static Gen<RunPlan> Finite { get; } = Plans(Server.Select(one => new[] { one }), endless: false)
        .Where(plan => plan.Hosts[0].Scheduler.Kind != SchedulerKind.Null);

    /// <summary>One host with the given domains.</summary>
    public static RunPlan OneHost(
        MachineProfile machine, SchedulerKind scheduler, int cores, params DomainPlan[] domains) => new()
        {
            Name = "one host",
            Seed = 7,
            Duration = Duration.FromMilliseconds(500),
            Warmup = Duration.Zero,
            Hosts = [Host("host0", machine, scheduler, cores)],
            Domains = domains,
        };

    public static DomainPlan Domain(string name, params ApplicationPlan[] applications) => new()
    {
        Tenant = "tenant",
        Name = name,
        Host = "host0",
        Vcpus = [new VcpuPlan()],
        Applications = applications,
    };

    public static HostPlan Copying(CopyMode copy, HostPlan host) =>
        host with { DriverDomain = host.DriverDomain! with { Copy = copy } };

    /// <summary>The same host, whose driver domain has several vCPUs; as many as it has cores, at most.</summary>
    public static HostPlan Spreading(DriverDomainPlan like, HostPlan host)
    {
        var own = host.DriverDomain!;
        return host with
        {
            DriverDomain = own with
            {
                Vcpus = [.. Enumerable.Repeat(own.Vcpus[0], Math.Min(like.Vcpus.Count, host.Cores))],
                Interrupts = like.Interrupts,
                TaskletsPerVcpu = like.TaskletsPerVcpu,
                ShareGuard = like.ShareGuard,
            },
        };
    }

    public static HostPlan Guarded(ShareGuardPlan? guard, HostPlan host) =>
        host with { DriverDomain = host.DriverDomain! with { ShareGuard = guard } };

    public static MachineProfile Xeon { get; } = MachineProfiles.Get("xeon-2008");

    private static HostPlan Host(string name, MachineProfile machine, SchedulerKind scheduler, int cores) => new()
    {
        Name = name,
        Cores = cores,
        Machine = machine,
        Scheduler = new SchedulerPlan { Kind = scheduler },
        NicBitsPerSecond = 1_000_000_000,
        DriverDomain = new DriverDomainPlan
        {
            Vcpus =
            [
                new VcpuPlan
                {
                    Period = scheduler == SchedulerKind.Hybrid ? Duration.FromMilliseconds(5) : Duration.Zero,
                    Slice = scheduler == SchedulerKind.Hybrid ? Duration.FromMilliseconds(2) : Duration.Zero,
                },
            ],
        },
    };

    private static Gen<RunPlan> Plans(Gen<ApplicationPlan[]> applications, bool endless) =>
        Gen.Select(
            Gen.Select(
                Gen.Int[1, 3], Gen.Int[1, 3], Gen.Enum<SchedulerKind>(), Gen.Bool, Gen.Enum<CopyMode>()),
            Gen.ULong,
            DriverDomains,
            Gen.Select(applications, Gen.Bool, Gen.Int[100, 3_000], Gen.Bool).Array[1, 5])
        .Select((shape, seed, driver, domains) => new RunPlan
        {
            Name = "random",
            Seed = seed,
            Duration = Duration.FromMilliseconds(300),
            Warmup = Duration.FromMilliseconds(50),
            Hosts =
            [
                .. Enumerable.Range(0, shape.Item1).Select(index => Spreading(
                    driver with { ShareGuard = Guard(seed) },
                    Copying(
                        shape.Item5,
                        Host(
                            $"host{index}",
                            shape.Item4 ? Xeon : new MachineProfile { Name = "zero" },
                            shape.Item3,
                            shape.Item2) with
                        {
                            Disk = DiskModels.All[index],
                        }))),
            ],
            Domains = [.. domains.Select((one, index) => new DomainPlan
            {
                Tenant = "tenant",
                Name = $"d{index}",
                Host = $"host{index % shape.Item1}",
                Vcpus = one.Item2 ? [new VcpuPlan(), new VcpuPlan { Isolated = true }] : [new VcpuPlan()],
                Applications = Connect(one.Item1, index, shape.Item4 ? domains.Length : 1),
                Load = Load(one.Item3, endless),
                InterfaceRate = one.Item2 && endless
                    ? new InterfaceRatePlan(one.Item3 * 20L, Duration.FromMilliseconds(10))
                    : null,
                VirtualDisk = one.Item4
                    ? new VirtualDiskPlan { RequestsPerSecond = one.Item3, BitsPerSecond = one.Item3 * 100_000L }
                    : new VirtualDiskPlan(),
                Shaping = one.Item4
                    ? new ShapingPlan { RateBitsPerSecond = 5_000_000, CeilBitsPerSecond = 80_000_000 }
                    : null,
            })],
        });

    /// <summary>One host in three has a guard whose limit bites.</summary>
    private static ShareGuardPlan? Guard(ulong seed) => seed % 3 == 0
        ? new ShareGuardPlan { Interval = Duration.FromMilliseconds(7), LimitPpm = 20_000 }
        : null;

    /// <summary>
    /// Every second stream and ping goes to the next domain instead of a remote machine. Not where nothing costs
    /// anything: a stream within a host would then move without end in no time.
    /// </summary>
    private static ApplicationPlan[] Connect(ApplicationPlan[] applications, int index, int count)
    {
        var peer = index % 2 == 0 && count > 1 ? $"d{(index + 1) % count}" : "";
        return [.. applications.Select(application => application switch
        {
            StreamPlan stream => stream with { Peer = peer },
            PingPlan ping => ping with { Target = peer },
            _ => application,
        })];
    }

    private static LoadPlan Load(int rate, bool endless) => endless
        ? new LoadPlan { Arrivals = ArrivalKind.Poisson, Gap = Duration.FromMicroseconds(1_000_000 / rate) }
        : new LoadPlan
        {
            Arrivals = ArrivalKind.Trace,
            Timeout = Duration.FromMilliseconds(100),
            RequestBytes = rate,
            Trace = [.. Enumerable.Range(0, 400).Select(number => new TraceRequest(
                VirtualTime.Zero + Duration.FromMicroseconds(number * 20_000L / rate),
                Duration.Zero,
                number % 3 == 0 ? rate * 4L : 0))],
        };
}
