using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Tests.Binding;

/// <summary>A host's <c>disk</c>, a domain's <c>vbd</c> and the application <c>disk</c>.</summary>
public sealed class DiskTests
{
    private const string Text = """
        name: Disks
        duration: 1s
        machine: zero
        hosts:
        - { name: one, cores: 2, disk: ssd, driverDomain: { vcpus: 1 } }
        plans:
        - { name: any }
        tenants:
        - name: t
          plan: any
          domains:
          - { name: db, app: { disk: { pattern: sequential, read: 70%, block: 16KiB, depth: 8 } } }
        """;

    [Theory]
    [InlineData("hdd-7200")]
    [InlineData("ssd")]
    [InlineData("nvme")]
    public void A_disk_is_named_by_its_model(string model) =>
        Assert.Equal(model, Sample.Of(Text, $"hosts[0].disk={model}").Hosts[0].Disk!.Model);

    [Fact]
    public void A_disk_may_have_another_size() => Assert.Equal(
        DiskModels.Nvme with { CapacityBytes = 2_000_000_000_000 / 4_096 * 4_096 },
        Sample.Of(Text, "hosts[0].disk={ model: nvme, size: 2000GB }").Hosts[0].Disk);

    [Fact]
    public void An_access_is_bound_as_it_is_written()
    {
        DomainPlan plan = Sample.Of(Text).Domains[0];

        Assert.Equal(
            new DiskAccessPlan { Sequential = true, ReadPpm = 700_000, BlockBytes = 16_384, Depth = 8 },
            Assert.Single(plan.Applications));
        Assert.Equal(new VirtualDiskPlan(), plan.VirtualDisk);
    }

    [Fact]
    public void An_access_without_settings_reads_pages_at_random_one_at_a_time() => Assert.Equal(
        new DiskAccessPlan { BlockBytes = 4_096, Depth = 1 },
        Assert.Single(Sample.Of(Text, "tenants[0].domains[0].app.disk={}").Domains[0].Applications));

    [Theory]
    [InlineData("poisson", ArrivalKind.Poisson)]
    [InlineData("constant", ArrivalKind.Constant)]
    public void An_open_loop_has_a_gap_and_no_depth(string word, ArrivalKind kind) => Assert.Equal(
        new DiskAccessPlan { BlockBytes = 4_096, Arrivals = kind, Gap = Duration.FromMicroseconds(2_500) },
        Assert.Single(
            Sample.Of(Text, $"tenants[0].domains[0].app.disk={{ {word}: 400/s }}").Domains[0].Applications));

    [Fact]
    public void A_virtual_disk_has_whole_pages_and_limits() => Assert.Equal(
        new VirtualDiskPlan { SizeBytes = 4_096 * 256, RequestsPerSecond = 500, BitsPerSecond = 80_000_000 },
        Sample.Of(Text, "tenants[0].domains[0].vbd={ size: 1049000B, iops: 500, rate: 80Mbit/s }")
            .Domains[0].VirtualDisk);

    [Theory]
    [InlineData("t.db.disk.latency.p99 < 5ms", "disk.latency.p99", 5_000_000)]
    [InlineData("t.db.disk.latency.p99.9 < 5ms", "disk.latency.p999", 5_000_000)]
    [InlineData("t.disk.iops > 100", "disk.iops", 100)]
    [InlineData("t.db.disk.throughput >= 1Mbit/s", "disk.throughput", 1_000_000)]
    public void Promises_speak_of_disks(string promise, string metric, long limit)
    {
        PromisePlan plan = Assert.Single(Sample.Of(Text, $"promises=['{promise}']").Promises);

        Assert.Equal((metric, limit), (plan.Metric, plan.Limit));
    }

    [Fact]
    public void A_domain_that_is_called_disk_goes_before_the_metric() => Assert.Equal(
        ("disk", "cpu.delivered"),
        Assert.Single(Sample.Of(Text, "tenants[0].domains[0].name=disk", "promises=['t.disk.cpu.delivered > 0%']")
            .Promises.Select(promise => (promise.Domain, promise.Metric))));

    [Theory]
    [InlineData("disk: ssd", "disk: floppy", 5, "Unknown disk 'floppy' of host 'one'; those that exist are: hdd-7200,")]
    [InlineData("disk: ssd", "disk: { size: 1GB }", 5, "'disk' of host 'one' lacks 'model'; write for example")]
    [InlineData("disk: ssd", "disk: { model: ssd, size: 1KB }", 5, "is 1KB; it must be 1MiB to")]
    [InlineData("disk: ssd", "disk: { model: ssd, rpm: 5 }", 5, "Unknown key 'rpm' in 'disk' of host 'one'")]
    [InlineData("disk: ssd, driverDomain: { vcpus: 1 }", "disk: ssd", 5, "The disk of host 'one' needs a driver")]
    [InlineData("disk: ssd, driver", "driver", 5, "The driver domain of host 'one' has no device; write 'nic:")]
    [InlineData("disk: ssd, driverDomain: { vcpus: 1 }", "nic: null", 12, "Domain 'db' uses a disk, but host 'one'")]
    [InlineData("name: db,", "name: db, vbd: { iops: 0 },", 12, "Found '0' where 'iops' of 'vbd' of domain 'db' must")]
    [InlineData("name: db,", "name: db, vbd: { rate: 5 },", 12, "'rate' of 'vbd' of domain 'db': '5' lacks its unit")]
    [InlineData("name: db,", "name: db, vbd: { size: 500GB },", 12, "The virtual disk of domain 'db' has")]
    [InlineData("name: db,", "name: db, vbd: { speed: 1 },", 12, "Unknown key 'speed' in 'vbd' of domain 'db'")]
    [InlineData("pattern: sequential", "pattern: zigzag", 12, "Unknown pattern 'zigzag' of 'disk' of an application")]
    [InlineData("read: 70%", "read: 70", 12, "'70' lacks its unit: a percentage is needed")]
    [InlineData("read: 70%", "read: 101%", 12, "is 101%; it must be 0% to 100%")]
    [InlineData("block: 16KiB", "block: 1000B", 12, "is 1000B; it must be a multiple of 512B, whole sectors")]
    [InlineData("block: 16KiB", "block: 2MiB", 12, "is 2MiB; it must be 512B to 1MiB")]
    [InlineData("depth: 8", "depth: 129", 12, "Found '129' where 'depth' of 'disk' of an application must be")]
    [InlineData("depth: 8", "depth: 8, poisson: 5/s", 12, "Only one of depth (closed loop), poisson and constant")]
    [InlineData("depth: 8", "poisson: 0/s", 12, "'0/s' must be more than 0")]
    [InlineData("depth: 8", "depths: 8", 12, "Unknown key 'depths' in 'disk' of an application; did you mean 'depth'?")]
    [InlineData("app: { disk: {", "app: disk, kernel: { x: {", 12, "Application 'disk' needs settings; write for")]
    public void Bad_input_is_refused_where_it_stands(string written, string changed, int line, string found)
    {
        ScenarioResult result = ScenarioFile.Parse(
            Text.Replace(written, changed, StringComparison.Ordinal), "disks.yaml", "", []);

        Assert.Null(result.Plan);
        ScenarioError error = result.Errors.First(
            one => one.Message.Contains(found, StringComparison.Ordinal) || result.Errors.Count == 1);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.Equal(line, error.Line);
        Assert.True(error.Column > 0);
    }

    [Fact]
    public void A_virtual_disk_without_an_application_is_refused() => Assert.Contains(
        "Domain 'db' has a virtual disk but no application that uses it; write",
        Assert.Single(Refusals("tenants[0].domains[0]={ name: db, app: burn, vbd: { iops: 5 } }")),
        StringComparison.Ordinal);

    [Fact]
    public void Virtual_disks_that_do_not_fit_together_are_refused() => Assert.Contains(
        "of the 400GB of the disk of host 'one' 195312496KiB are left; write a smaller 'size' under 'vbd'.",
        Assert.Single(Refusals("tenants[0].domains[0].count=2", "tenants[0].domains[0].vbd.size=200000004096B")),
        StringComparison.Ordinal);

    [Fact]
    public void A_block_that_its_part_of_the_disk_does_not_hold_is_refused() => Assert.Contains(
        "accesses 1MiB at a time, but each of its 2 disk applications has 512KiB of its virtual disk",
        Assert.Single(Refusals(
            "tenants[0].domains[0]="
            + "{ name: db, vbd: { size: 1MiB }, apps: [ { disk: { block: 1MiB } }, { disk: {} } ] }")),
        StringComparison.Ordinal);

    [Fact]
    public void A_promise_about_a_disk_that_nobody_uses_is_refused() => Assert.Contains(
        "disk.iops is never measured: domain 'db' has no application that uses the disk",
        Assert.Single(Refusals("tenants[0].domains[0]={ name: db, app: burn }", "promises=['t.db.disk.iops > 1']")),
        StringComparison.Ordinal);

    private static IReadOnlyList<string> Refusals(params string[] sets) =>
        [.. ScenarioFile.Parse(Text, "disks.yaml", "", sets).Errors.Select(error => error.ToString())];
}
