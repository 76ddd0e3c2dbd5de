using Xenisol.Client.Tests.Runs;

namespace Xenisol.Client.Tests.Commands;

/// <summary>A log is checked by value, as the commands of a run that goes on are, before anything starts.</summary>
[Collection(SiloCollection.Name)]
public sealed class ReplayCheckTests : IDisposable
{
    private const string Hosts = """
        name: Commanded
        duration: 10ms
        machine: xeon-2008
        hosts:
        - { name: hybrid, cores: 2, scheduler: hybrid, nic: 1Gbit/s, driverDomain: { vcpus: 1 } }
        - { name: old, cores: 2, scheduler: { kind: credit, era: "4.0" } }
        - { name: credit2, cores: 2, scheduler: credit2 }
        - { name: rtds, cores: 2, scheduler: rtds }
        - { name: sedf, cores: 2, scheduler: sedf }
        - { name: wide, cores: 66, scheduler: credit }
        plans:
        - name: best-effort
          cpu: { weight: 256 }
          price: { cpu: 0.02 USD/h }
        tenants:
        - name: customer
          plan: best-effort
          domains:
          - { name: web, vcpus: 2, host: hybrid, isolateCpu: [1], app: { server: { cpu: 200us, reply: 4KiB } } }
          - { name: aged, vcpus: 2, host: old, app: burn }
          - { name: second, vcpus: 2, host: credit2, app: burn }
          - { name: control, vcpus: 2, host: rtds, app: burn }
          - { name: simple, vcpus: 2, host: sedf, app: burn }
          - { name: broad, vcpus: 2, host: wide, app: burn }
        """;

    private readonly TestCli _cli = new();

    [Theory]
    [InlineData("hybrid", "SetCredit", 9, 256, 0, "no domain with number 9: valid range is [0, 1]")]
    [InlineData("hybrid", "SetCredit", 1, 0, 0, "Domain web: Cpu weight out of range, valid values are within")]
    [InlineData("hybrid", "SetCredit", 1, 65_536, 0, "Domain web: Cpu weight out of range")]
    [InlineData("hybrid", "SetCredit", 1, 256, 201, "Domain web: Cpu cap out of range, valid range is from 0 to 200")]
    [InlineData("credit2", "SetCredit", 0, 256, -1, "Domain second: Cpu cap out of range")]
    [InlineData("rtds", "SetCredit", 0, 256, 0, "Host rtds has scheduler rtds, which has neither weights nor caps.")]
    [InlineData("hybrid", "SetEdf", 99, 10_000_000, 1_000_000, "no vCPU with index 99: valid range is [0, 2]")]
    [InlineData("hybrid", "SetEdf", 1, -1, 0, "the period is positive")]
    [InlineData("hybrid", "SetEdf", 1, 10_000_000, 10_000_001, "the slice at most the period")]
    [InlineData("hybrid", "SetEdf", 1, 9_999, 1, "Period 0.009999 ms out of range")]
    [InlineData("hybrid", "SetEdf", 1, long.MaxValue, 1, "valid range is from 0.01 ms to 3600000 ms")]
    [InlineData("credit2", "SetEdf", 0, 10_000_000, 1, "which has no reservations; hybrid, edf and global-edf have.")]
    [InlineData("sedf", "SetReservation", 1, 10_000_000, 1, "no domain with number 1: valid range is [0, 0]")]
    [InlineData("sedf", "SetReservation", 0, 10_000_000, -1, "it is from 0 to the period")]
    [InlineData("sedf", "SetReservation", 0, 0, 0, "Period 0 ms out of range")]
    [InlineData("rtds", "SetReservation", 0, 10_000_000, 0, "Domain control: Invalid VCPU budget of 0 us")]
    [InlineData("hybrid", "SetReservation", 0, 10_000_000, 1, "which has no reservations of whole domains")]
    [InlineData("rtds", "SetVcpuReservation", 2, 10_000_000, 2_000_000, "no vCPU with index 2")]
    [InlineData("rtds", "SetVcpuReservation", 0, -5, 2_000_000, "Domain control: Invalid VCPU period")]
    [InlineData("rtds", "SetVcpuReservation", 0, long.MaxValue, 2_000_000, "should be <= 3600000000")]
    [InlineData("rtds", "SetVcpuReservation", 0, 1_000_000, 2_000_002, "but 1000 > 1000 us")]
    [InlineData("sedf", "SetVcpuReservation", 0, 1_000_000, 20_000, "per-VCPU parameter setting not supported")]
    [InlineData("hybrid", "SetTimeslice", 0, 0, 0, "Time slice out of range, valid range is from 1 to 1000 ms.")]
    [InlineData("hybrid", "SetTimeslice", 0, 1_500_000, 0, "Time slice out of range")]
    [InlineData("credit2", "SetTimeslice", 0, 5_000_000, 0, "is credit2 and has a rate limit only")]
    [InlineData("credit2", "SetRatelimit", 0, 99_999, 0, "Ratelimit out of range")]
    [InlineData("old", "SetRatelimit", 0, 0, 0, "is credit and has no parameters that could be set")]
    [InlineData("hybrid", "SetMigrationDelay", 0, -1, 0, "vcpu migration delay should be >= 0")]
    [InlineData("rtds", "SetMigrationDelay", 0, 0, 0, "is rtds and has no parameters")]
    [InlineData("hybrid", "SetHardAffinity", 1, 7, 1, "word 7 of pCPUs is none of host hybrid")]
    [InlineData("hybrid", "SetHardAffinity", 1, 0, 0, "a hard affinity has at least one of pCPUs 0 to 1")]
    [InlineData("hybrid", "SetHardAffinity", 1, 0, 4, "no such pCPU; host hybrid has pCPUs 0 to 1")]
    [InlineData("hybrid", "SetHardAffinity", 3, 0, 1, "no vCPU with index 3")]
    [InlineData("hybrid", "SetSoftAffinity", 1, -1, 1, "word -1 of pCPUs is none")]
    [InlineData("wide", "SetHardAffinity", 0, 1, 1, "word 1 of pCPUs must follow word 0 of the same vCPU")]
    [InlineData("hybrid", "Tick", 0, 0, 0, "Tick is no command to a host's scheduler; it takes SetCredit, SetEdf,")]
    public async Task What_a_scheduler_does_not_take_is_refused(
        string host, string kind, int port, long a, long b, string message) =>
        await Refused($"{host}/HostScheduler/scheduler", kind, port, a, b, message);

    [Theory]
    [InlineData("EventChannel/web", "EventRebind", 0, 1, "The driver domain: Invalid VCPU 1: valid range is [0, 0].")]
    [InlineData("EventChannel/web", "EventRebind", 1, 2, "Domain web: Invalid VCPU 2: valid range is [0, 1].")]
    [InlineData("EventChannel/web", "EventRebind", 1, 1, "Domain web: vCPU 1 is isolated and takes no events")]
    [InlineData("EventChannel/web", "EventRebind", 2, 0, "but no end 2")]
    [InlineData("EventChannel/web", "EventMask", 0, 1, "an event channel takes EventRebind only")]
    [InlineData("EventChannel/eth0", "EventRebind", 1, 0, "belongs to a device")]
    [InlineData("Domain/web", "SetCredit", 0, 1, "a Domain takes no commands")]
    public async Task What_others_do_not_take_is_refused(string path, string kind, int port, long a, string message) =>
        await Refused($"hybrid/{path}", kind, port, a, 0, message);

    [Fact]
    public async Task An_affinity_over_several_words_has_a_pcpu_in_one_of_them()
    {
        const string Path = "wide/HostScheduler/scheduler";
        var exit = await Replay(
            Entry(0, Path, "SetHardAffinity", 0, 0, 0), Entry(1, Path, "SetHardAffinity", 0, 1, 2),
            Entry(2, Path, "SetHardAffinity", 1, 0, 0), Entry(3, Path, "SetHardAffinity", 1, 1, 0));

        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Equal(1, _cli.Error.Count(letter => letter == '\n'));
        Assert.Contains("log:4: SetHardAffinity", _cli.Error);
    }

    [Fact]
    public async Task A_log_that_is_not_in_its_order_is_refused()
    {
        Assert.Equal(
            ExitCode.BadInput, await Replay(Entry(1, "hybrid/HostScheduler/scheduler", "SetCredit", 1, 256, 0)));
        Assert.Contains("log:1: Position 1 at 0 ns stands where position 0", _cli.Error);
    }

    [Fact]
    public async Task A_log_of_good_commands_of_every_kind_is_replayed()
    {
        (string Path, string Kind, int Port, long A, long B)[] commands =
        [
            ("hybrid/HostScheduler/scheduler", "SetCredit", 1, 65_535, 200),
            ("hybrid/HostScheduler/scheduler", "SetEdf", 1, 10_000_000, 1_000_000),
            ("hybrid/HostScheduler/scheduler", "SetEdf", 1, 10_000_000, 0),
            ("hybrid/HostScheduler/scheduler", "SetTimeslice", 0, 1_000_000, 0),
            ("hybrid/HostScheduler/scheduler", "SetRatelimit", 0, 0, 0),
            ("hybrid/HostScheduler/scheduler", "SetMigrationDelay", 0, 100_000_000, 0),
            ("sedf/HostScheduler/scheduler", "SetReservation", 0, 10_000_000, 1_000_000),
            ("rtds/HostScheduler/scheduler", "SetVcpuReservation", 1, 10_000_000, 2_000_001),
            ("wide/HostScheduler/scheduler", "SetHardAffinity", 1, 0, long.MinValue),
            ("wide/HostScheduler/scheduler", "SetHardAffinity", 1, 1, 3),
            ("hybrid/HostScheduler/scheduler", "SetSoftAffinity", 0, 0, 0),
            ("hybrid/EventChannel/web", "EventRebind", 1, 0, 0),
        ];
        var exit = await Replay([.. commands.Select((one, i) =>
            Entry(i, one.Path, one.Kind, one.Port, one.A, one.B))]);
        Assert.True(exit == ExitCode.Success, _cli.Error);
    }

    public void Dispose() => _cli.Dispose();

    private async Task Refused(string path, string kind, int port, long a, long b, string message)
    {
        Assert.Equal(ExitCode.BadInput, await Replay(Entry(0, path, kind, port, a, b)));
        Assert.Contains($"log:1: {kind} with port {port}, a {a}, b {b} is no command for {path}: ", _cli.Error);
        Assert.Contains(message, _cli.Error);
        Assert.Empty(_cli.Out);
    }

    private Task<int> Replay(params string[] entries) => _cli.Run(
        "run",
        _cli.Folder.Write("scenario.yaml", Hosts),
        "--quiet",
        "--replay",
        _cli.Folder.Write("log", string.Join('\n', entries)));

    private static string Entry(int position, string path, string kind, int port, long a, long b) =>
        $$"""{"position":{{position}},"atNanoseconds":0,"component":"{{path}}",{{Words(kind, port, a, b)}}}""";

    private static string Words(string kind, int port, long a, long b) =>
        $"\"kind\":\"{kind}\",\"port\":{port},\"a\":{a},\"b\":{b}";
}
