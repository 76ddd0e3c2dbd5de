using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Golden;

namespace Xenisol.Scenarios.Tests.Golden;

// The text below is invented for the reader: one vCPU of each workload, and results that nobody measured.
public sealed class GoldenFileTests
{
    [Fact]
    public void Host_takes_its_parameters_and_topology_from_the_file()
    {
        GoldenScenario scenario = GoldenFile.Parse(GoldenText.Whole, "sample.json");

        Assert.Equal("sample", scenario.Id);
        HostPlan host = Assert.Single(scenario.Plan.Hosts);
        Assert.Equal(4, host.Cores);
        Assert.Equal(2, host.ThreadsPerCore);
        Assert.Equal(2, host.CoresPerSocket);
        Assert.Null(host.DriverDomain);
        Assert.Equal("zero", host.Machine.Name);
        Assert.Equal(Duration.FromMilliseconds(5), host.Scheduler.Timeslice);
        Assert.Equal(Duration.Zero, host.Scheduler.Ratelimit);
        Assert.Equal(Duration.FromMicroseconds(700), host.Scheduler.MigrationDelay);
        Assert.Equal(Duration.FromMicroseconds(1_000), host.Scheduler.LoadBalanceRatelimit);
        Assert.Equal(Duration.FromSeconds(3), scenario.Plan.Duration);
    }

    [Fact]
    public void Domain_keeps_weight_cap_and_affinity_on_each_of_its_vcpus()
    {
        DomainPlan domain = GoldenFile.Parse(GoldenText.Whole, "sample.json").Plan.Domains[0];

        Assert.Equal("D0", domain.Name);
        Assert.Equal("host", domain.Host);
        Assert.Equal(2, domain.Vcpus.Count);
        Assert.All(domain.Vcpus, vcpu => Assert.Equal((512, 120), (vcpu.Weight, vcpu.CapPercent)));
        Assert.Empty(domain.Vcpus[0].Affinity);
        Assert.Equal([1, 3], domain.Vcpus[1].Affinity);
        Assert.Equal([3], domain.Vcpus[1].SoftAffinity);
        Assert.Equal([0, 1], domain.Applications.Select(application => application.Vcpu));
    }

    [Fact]
    public void Every_workload_of_the_schema_is_read()
    {
        WorkloadPlan[] workloads = [.. GoldenFile.Parse(GoldenText.Whole, "sample.json").Plan.Domains
            .SelectMany(domain => domain.Applications).Cast<WorkloadPlan>()];

        Assert.Equal(
            [
                Workload(WorkloadKind.Hog, 3_100_000, 0),
                Workload(WorkloadKind.Uniform, 3_200_000, 1) with
                {
                    Cost = Nanoseconds(40), Gap = Nanoseconds(2_000), MaxGap = Nanoseconds(9_000),
                    Seed = ulong.MaxValue,
                    Triggers = 2, Deadline = Nanoseconds(500),
                },
                Workload(WorkloadKind.Chained, long.MaxValue, 0) with { Cost = Nanoseconds(20) },
                Workload(WorkloadKind.OneShot, 3_300_000, 1) with { Cost = Nanoseconds(11) },
                Workload(WorkloadKind.Yield, 3_400_000, 2) with { Cost = Nanoseconds(12) },
                Workload(WorkloadKind.Periodic, 3_500_000, 3) with { Cost = Nanoseconds(13), Gap = Nanoseconds(14) },
                Workload(WorkloadKind.Exponential, 0, 4) with
                {
                    Cost = Nanoseconds(15), Gap = Nanoseconds(16_000), Seed = 17,
                },
                Workload(WorkloadKind.Closed, 0, 5) with { Cost = Nanoseconds(18), Gap = Nanoseconds(19) },
                Workload(WorkloadKind.ClosedUniform, 0, 6) with
                {
                    Cost = Nanoseconds(20), MaxCost = Nanoseconds(21), Gap = Nanoseconds(22), MaxGap = Nanoseconds(23),
                    Seed = 24,
                },
                Workload(WorkloadKind.HogWithEvents, 0, 7) with
                {
                    Gap = Nanoseconds(25), MaxGap = Nanoseconds(26), Seed = 27,
                },
            ],
            workloads);
    }

    [Fact]
    public void Parameter_changes_keep_their_instant_and_both_values()
    {
        GoldenScenario scenario = GoldenFile.Parse(GoldenText.Whole, "sample.json");

        Assert.Equal(
            [new GoldenParameterChange(VirtualTime.FromNanoseconds(1_000_000_000), 0, new VcpuPlan { Weight = 1024 })],
            scenario.ParameterChanges);
    }

    [Fact]
    public void Results_are_read_for_each_engine()
    {
        GoldenScenario scenario = GoldenFile.Parse(GoldenText.Whole, "sample.json");
        GoldenResult result = scenario.ResultOf("xen-4.23-dev");

        Assert.Equal(["xen-4.23-dev", "xen-3.3.0"], scenario.Results.Select(engine => engine.Engine));
        Assert.Equal([new GoldenPcpuResult(Nanoseconds(29), 7)], result.Pcpus);
        Assert.Equal(9, result.ScheduleCalls);
        Assert.Equal(1, result.Parks);
        Assert.Equal(
            [new GoldenSwitch(VirtualTime.FromNanoseconds(31), 0, 1), new(VirtualTime.FromNanoseconds(32), 0, -1)],
            result.Trace);
        GoldenVcpuResult vcpu = Assert.Single(result.Vcpus);
        Assert.Equal("D0.v0", vcpu.Name);
        Assert.Equal(Nanoseconds(29), vcpu.Runtime);
        Assert.Equal((5, 4, 3, 2), (vcpu.Dispatches, vcpu.Preemptions, vcpu.Migrations, vcpu.Wakes));
        Assert.Equal((8, 7, 6), (vcpu.JobsReleased, vcpu.JobsCompleted, vcpu.DeadlineMisses));
        Assert.Equal([new GoldenRuntimeSample(VirtualTime.FromNanoseconds(100), Nanoseconds(29))], vcpu.RuntimeAt);
        Assert.Equal([VirtualTime.FromNanoseconds(3)], vcpu.FirstReleases);
        Assert.Equal(
            new GoldenLatency { Count = 2, Mean = Nanoseconds(5), Min = Duration.Zero, Max = Nanoseconds(10) },
            vcpu.WakeLatency);
        Assert.Equal(new GoldenLatency { Count = 0 }, vcpu.Response);
        Assert.Null(vcpu.EndToEnd);
    }

    [Theory]
    [InlineData("\"xenisol-golden/1\"", "\"xenisol-golden/2\"", "$.schema must be \"xenisol-golden/1\"; found")]
    [InlineData("\"credit\"", "\"fair\"", "$.scheduler must be \"credit\", \"rtds\" or \"sedf\"; found")]
    [InlineData("\"credit\"", "\"rtds\"", "$.domains[0].weight is no member of the schema, which has name, vcpus, "
        + "periodUs, budgetUs, extratime here; found 512")]
    [InlineData("\"index\":1", "\"index\":7", "$.domains[0].vcpus[1].index must be 1, since")]
    [InlineData("[1,3]", "[1,4]", "$.domains[0].vcpus[1].hardAffinity[1] must lie in 0 to 3; found 4.")]
    [InlineData("\"type\":\"yield\"", "\"type\":\"yeild\"", "$.domains[1].vcpus[2].workload.type must be a workload")]
    [InlineData("\"workNs\":11", "\"workNs\":-11", "workload.workNs must not be negative; found -11.")]
    [InlineData("\"workNs\":11", "\"workNs\":1.5", "workload.workNs must be a whole number; found 1.5.")]
    [InlineData("\"quantumNs\"", "\"quantum\"", "workload.quantum is no member of the schema, which has type")]
    [InlineData("\"completionTriggersVcpuIndex\":2", "\"completionTriggersVcpuIndex\":10", "must lie in 0 to 9;"
        + " found 10.")]
    [InlineData("\"domain\":\"D0\"", "\"domain\":\"D9\"", "$.parameterChanges[0].domain must name a domain of the"
        + " file")]
    [InlineData("[31,0,1]", "[31,0]", "trace_first_200ms[0] must have 3 numbers; found [31,0].")]
    [InlineData("{\"schema\"", "{schema", "sample.json is not JSON:")]
    public void Faults_name_the_file_and_the_value(string written, string changed, string expected)
    {
        string text = GoldenText.Whole.Replace(written, changed, StringComparison.Ordinal);
        Assert.NotEqual(GoldenText.Whole, text);

        InvalidDataException fault = Assert.Throws<InvalidDataException>(() => GoldenFile.Parse(text, "sample.json"));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith("sample.json", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_engine_is_answered_with_the_known_ones()
    {
        GoldenScenario scenario = GoldenFile.Parse(GoldenText.Whole, "sample.json");

        KeyNotFoundException fault = Assert.Throws<KeyNotFoundException>(() => scenario.ResultOf("xen-9"));

        Assert.Equal(
            "sample has no results of engine 'xen-9'; it has: xen-4.23-dev, xen-3.3.0.", fault.Message);
    }

    private static WorkloadPlan Workload(WorkloadKind kind, long start, int vcpu) =>
        new() { Kind = kind, Start = VirtualTime.FromNanoseconds(start), Vcpu = vcpu };

    private static Duration Nanoseconds(long nanoseconds) => Duration.FromNanoseconds(nanoseconds);
}
