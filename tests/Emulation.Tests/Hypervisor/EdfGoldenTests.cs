using Xenisol.Emulation.Hypervisor.Edf;
using Xenisol.Scenarios.Golden.Edf;
using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>
/// Aim: EDF, partitioned and global, and constant-bandwidth servers equal an exact independent simulator and Linux
/// SCHED_DEADLINE. Method: run each task set with profile zero; every job must finish at the same instant and miss the
/// same deadlines, and every task hold a core in the same stretches; shares measured on the kernel differ by 0.5 % at
/// most, the file's own tolerance.
/// </summary>
public sealed class EdfGoldenTests
{
    private const string KernelFile = "sched_deadline_kernel.json";

    private static readonly Lazy<Dictionary<string, string>> Shipped =
        new(() => ShippedGoldenFiles.Read("edf").ToDictionary(file => file.Name, file => file.Json));

    public static TheoryData<string> Files => [.. Shipped.Value.Keys.Where(name => name != KernelFile)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_job_finishes_and_misses_as_in_the_exact_schedule(string file)
    {
        var verdict = GoldenVerifiers.Verify(Shipped.Value[file], file);

        Assert.Empty(verdict.Differences);
        Assert.Equal(GoldenConformity.Exact, verdict.Conformity);
    }

    [Fact]
    public void Hard_servers_give_what_the_kernel_gave_and_admit_as_many()
    {
        var verdict = GoldenVerifiers.Verify(Shipped.Value[KernelFile], KernelFile);

        Assert.Empty(verdict.Differences);
        Assert.Equal(["sched_deadline", "oracle_hard_cbs"], verdict.Engines);
        Assert.StartsWith("hog_30_100_reclaim_grub", Assert.Single(verdict.NotCompared), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pedf_dhall_2cpu.json")]
    [InlineData("pedf_random_8x2.json")]
    public void First_fit_decreasing_finds_the_partition_of_the_file(string file)
    {
        var plan = EdfGoldenFile.Parse(Shipped.Value[file], file)[0].Plan;
        var free = plan with
        {
            Hosts = [plan.Hosts[0] with { Scheduler = plan.Hosts[0].Scheduler with { AdmissionOff = false } }],
            Domains = [.. plan.Domains.Select(domain => domain with
            {
                Vcpus = [domain.Vcpus[0] with { Affinity = [] }],
            })],
        };
        var run = new EdfRun(free);
        run.Advance(1);
        var scheduler = (EdfScheduler)run.Timeline.Processes[0];

        Assert.Equal(
            plan.Domains.Select(domain => domain.Vcpus[0].Affinity[0]),
            Enumerable.Range(0, plan.Domains.Count).Select(scheduler.HomeOf));
    }
}
