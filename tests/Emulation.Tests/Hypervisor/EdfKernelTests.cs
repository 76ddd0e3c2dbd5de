using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Hypervisor.Edf;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Golden.Edf;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>
/// Aim: hard servers under global EDF give what Linux SCHED_DEADLINE gives. Method: the exact model in the file is
/// equalled exactly; shares measured on the kernel differ by at most 0.5 %, the file's own tolerance.
/// </summary>
public sealed class EdfKernelTests
{
    private static readonly string Path = System.IO.Path.Combine(
        AppContext.BaseDirectory, "Hypervisor", "golden", "edf", "sched_deadline_kernel.json");

    private static readonly Lazy<IReadOnlyList<EdfKernelExperiment>> Experiments = new(() => EdfKernelFile.Read(Path));

    public static TheoryData<string> Modelled =>
        [.. Experiments.Value.Where(one => one.Segments.Count > 0).Select(one => one.Id)];

    public static TheoryData<string> Hogs =>
    [
        .. Experiments.Value
            .Where(one => one.Segments.Any(task => task.Count > 0) && one.Refused.All(count => count == 0))
            .Select(one => one.Id),
    ];

    [Theory]
    [MemberData(nameof(Modelled))]
    public void Stretches_and_jobs_equal_the_exact_model(string id)
    {
        var experiment = Find(id);
        var run = new EdfRun(experiment.Plan);
        run.Advance(experiment.Plan.Duration.Nanoseconds * 2);
        for (var task = 0; task < experiment.Plan.Domains.Count; task++)
        {
            var expected = EdfRun.Joined(experiment.Segments[task]
                .Select(segment => (segment.Start.Nanoseconds, segment.End.Nanoseconds)));
            var got = run.SegmentsOf(task, experiment.Plan.Duration.Nanoseconds);
            Assert.Equal(expected, got.Take(expected.Count));
            foreach (var (release, finish) in experiment.Jobs[task])
            {
                Assert.Equal(finish.Nanoseconds, run.FinishOf(task, release.Nanoseconds));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Hogs))]
    public void Shares_of_hogs_are_those_measured_on_the_kernel(string id)
    {
        var experiment = Find(id);
        var run = new EdfRun(experiment.Plan);
        var end = experiment.Plan.Duration.Nanoseconds;
        run.Advance(end);
        foreach (var measured in experiment.MeasuredPpm)
        {
            for (var task = 0; task < measured.Count; task++)
            {
                var ran = run.SegmentsOf(task, end).Sum(segment => segment.End - segment.Start);
                var ppm = ran * 1_000_000 / end;
                Assert.InRange(ppm, measured[task] * 995 / 1_000, measured[task] * 1_005 / 1_000);
            }
        }
    }

    [Theory]
    [InlineData("job_3ms_each_20_Q5_P20")]
    [InlineData("job_8ms_each_20_Q5_P20_overrun")]
    [InlineData("job_2ms_each_13_Q4_P10_wakeup_ok")]
    public void With_the_kernels_overhead_in_each_job_response_times_are_those_of_its_model(string id)
    {
        var experiment = Find(id);
        var job = (WorkloadPlan)experiment.Plan.Domains[0].Applications[0];
        var slower = job with { Cost = job.Cost + Duration.FromMicroseconds(30) };
        var run = new EdfRun(experiment.Plan with
        {
            Domains = [experiment.Plan.Domains[0] with { Applications = [slower] }],
        });
        run.Advance(experiment.Plan.Duration.Nanoseconds * 2);
        for (var i = 0; i < experiment.ResponsesWithOverhead.Count; i++)
        {
            var release = job.Gap.Nanoseconds * i;
            Assert.Equal(experiment.ResponsesWithOverhead[i].Nanoseconds, run.FinishOf(0, release) - release);
        }
    }

    [Fact]
    public void Admission_refuses_as_many_tasks_as_the_kernel()
    {
        var experiment = Find("admission_four_hogs_6_10");
        var admitted = experiment.Plan.Domains.Count - experiment.Refused[0];
        var run = new EdfRun(experiment.Plan with
        {
            Domains =
            [
                .. experiment.Plan.Domains.Take(admitted),
                .. experiment.Plan.Domains.Skip(admitted).Select(domain => domain with { Vcpus = [new VcpuPlan()] }),
            ],
        });
        run.Advance(1);
        var scheduler = (EdfScheduler)run.Timeline.Processes[0];
        var terms = experiment.Plan.Domains[^1].Vcpus[0];

        Assert.All(experiment.Refused, refused => Assert.Equal(1, refused));
        Assert.True(scheduler.CanReserve(admitted - 1, terms.Period, terms.Slice).Admitted);
        Assert.False(scheduler.CanReserve(admitted, terms.Period, terms.Slice).Admitted);
    }

    private static EdfKernelExperiment Find(string id) => Experiments.Value.Single(one => one.Id == id);
}
