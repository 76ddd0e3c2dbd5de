using System.Text.Json.Nodes;
using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Scenarios.Tests.Golden;

/// <summary>
/// Aim: whatever a golden file asks for is run or refused, never passed over. Method: real files with one member
/// changed; the sentence names the file, the place, what was found and what must hold.
/// </summary>
public sealed class GoldenScenarioFaultsTests
{
    private const string Credit = "credit-01-weights-256-512.json";
    private const string Cores = "credit-09-seven-on-four.json";
    private const string Rtds = "rtds-06-extratime-one.json";
    private const string Servers = "cbs_wakeup_rule.json";
    private const string OneCore = "edf1_offsets.json";
    private const string Partitioned = "pedf_dhall_2cpu.json";
    private const string Aborts = "edf1_overload_abort.json";
    private const string Kernel = "sched_deadline_kernel.json";

    private static readonly Lazy<Dictionary<string, string>> Shipped = new(() =>
        ShippedGoldenFiles.Read("edf").Concat(ShippedGoldenFiles.Read("xen."))
            .ToDictionary(file => file.Name, file => file.Json));

    [Theory]
    [InlineData(Credit, "durationNs", "0", "$.durationNs must be positive; found 0.")]
    [InlineData(Cores, "topology/coresPerSocket", "3", "$.topology must make whole sockets of 4 pCPUs (nPcpu); found")]
    [InlineData(Credit, "params/tslice", "5", "$.params.tslice is no member of the schema, which has timesliceMs")]
    [InlineData(Credit, "engines/xen-9", "\"new\"", "$.engines.xen-9 must have its results in $.results.xen-9; found")]
    [InlineData(Credit, "domains/0/cap", "50", "$.domains[0].cap is no member of the schema, which has name, vcpus")]
    [InlineData(Credit, "domains/0/vcpus", "[]", "$.domains[0].vcpus must hold at least one vCPU; found [].")]
    [InlineData(Credit, "domains/0/capPercent", "65535", "$.domains[0].capPercent must lie in 0 to 65534; found")]
    [InlineData(Credit, "domains/0/vcpus/0/startNs", "null", "must be an instant: only a chained workload has no")]
    [InlineData(Credit, "domains/0/vcpus/0/pinned", "1", "$.domains[0].vcpus[0].pinned is no member of the schema")]
    [InlineData(Credit, "domains/0/vcpus/0/workload/burst", "1", "workload.burst is no member of the schema")]
    [InlineData(Credit, "domains/0/vcpus/0/completionTriggersVcpuIndex", "1", "must name a vCPU whose workload is")]
    [InlineData(Credit, "results/xen-3.3.0/vcpus/0/name", "\"Z.v0\"", "vcpus[0].name must be \"A.v0\", as in the sc")]
    [InlineData(Rtds, "domains/0/budgetUs", "10001", "$.domains[0].budgetUs must lie in 10 to 10000; found 10001.")]
    [InlineData(Rtds, "params/timesliceMs", "5", "$.params.timesliceMs is no member of the schema, which has none")]
    [InlineData(Servers, "horizon", "0", "$.horizon must be positive; found 0.")]
    [InlineData(Servers, "tasks/1/server/Q", "11", "$.tasks[1].server.Q must not exceed P, 10; found 11.")]
    [InlineData(Servers, "tasks/1/server/D", "5", "$.tasks[1].server.D must be P, 10: shorter deadlines of servers")]
    [InlineData(Servers, "tasks/1/arrivals/1/0", "0", "$.tasks[1].arrivals[1] must not come before the arrival ahead")]
    [InlineData(Servers, "tasks/1/arrivals/0/1", "\"long\"", "arrivals[0][1] must be a number of milliseconds, or")]
    [InlineData(OneCore, "tasks/0/jitter", "1", "$.tasks[0].jitter is no member of the schema, which has name, cpu, C")]
    [InlineData(OneCore, "tasks/1/name", "\"T1\"", "$.tasks[1].name must differ from $.tasks[0].name; found \"T1\".")]
    [InlineData(OneCore, "policy", "\"non-preemptive EDF\"", "$.policy must be preemptive EDF on one core, global or")]
    [InlineData(OneCore, "semantics/late_jobs", "\"skipped\"", "$.semantics.late_jobs must begin with \"continue\" or")]
    [InlineData(Partitioned, "tasks/1/cpu", "null", "$.tasks[1] lacks 'cpu', which other tasks have: a file is part")]
    [InlineData(Credit, "params/ratelimitUs", "50000", "$.params.ratelimitUs must not exceed the timeslice, 30000")]
    [InlineData(Credit, "params/ratelimitUs", "99", "ratelimitUs must be 0 or lie in 100 to 500000; found 99")]
    [InlineData(Credit, "params/timesliceMs", "1001", "$.params.timesliceMs must lie in 1 to 1000; found 1001.")]
    [InlineData(Credit, "params/migrationDelayUs", "100001", "migrationDelayUs must lie in 0 to 100000; found 100001.")]
    [InlineData(Credit, "params/loadBalanceRatelimitUs", "1000001", "Us must lie in 0 to 1000000; found 1000001.")]
    [InlineData(OneCore, "semantics/preemption", "\"none\"", "$.semantics.preemption must be left out or be \"at")]
    [InlineData(OneCore, "semantics/events", "\"x\"", "$.semantics.events must be left out or be \"completion")]
    [InlineData(OneCore, "semantics/tie_rule_fifo", "\"x\"", "$.semantics.tie_rule_fifo must be left out or be")]
    [InlineData(OneCore, "semantics/overheads", "\"1 us\"", "$.semantics.overheads is no member of the sche")]
    [InlineData(Servers, "semantics/exhaustion", "\"x\"", "$.semantics.exhaustion must be left out or be \"soft")]
    [InlineData(OneCore, "cpus", "2", "$.policy must not be of one core where 'cpus' is 2; found")]
    [InlineData(OneCore, "policy", "\"partitioned EDF\"", "$.policy must not be partitioned where no task has a")]
    [InlineData(Partitioned, "policy", "\"global EDF\"", "$.policy must not be global where tasks have a 'cpu'")]
    [InlineData(OneCore, "oracle_fifo/jobs/2/migrations", "3", "jobs[2].migrations must be 0, the changes of core in")]
    [InlineData(OneCore, "oracle_fifo/totals/migrations", "3", "totals.migrations must be 0, the changes of core in")]
    [InlineData(OneCore, "oracle_fifo/jobs/2/segments/0/2", "1", "jobs[2].segments[0][2] must lie in 0 to 0;")]
    [InlineData(Aborts, "oracle_fifo/jobs/4/finish", "9", "jobs[4].finish must be the deadline, ")]
    [InlineData(Servers, "soft/cpu_time/T9", "5", "$.soft.cpu_time.T9 belongs to no task of the file; found 5.")]
    [InlineData(Kernel, "experiments/0/reps", "null", "$.experiments[0].reps must be a list; found null")]
    [InlineData(Kernel, "experiments/0/reps", "[]", "$.experiments[0].reps must hold at least one repetit")]
    [InlineData(Kernel, "experiments/0/reps/0/0/task", "1", "reps[0][0].task must be 0, since entries stand")]
    [InlineData(Kernel, "experiments/0/reps/0/0/period_us", "9", "reps[0][0].period_us must be 100000, as in $.exp")]
    [InlineData(Kernel, "experiments/0/tasks/0/runtime_us", "100001", "runtime_us must not exceed period_us, 100000;")]
    [InlineData(Kernel, "experiments/0/tasks/0/flags", "8", "flags must have no other flags than reset on fork (1),")]
    public void A_changed_member_is_refused_with_its_place(string file, string member, string value, string expected)
    {
        var text = Changed(file, member, value);

        var fault = Assert.Throws<InvalidDataException>(() => GoldenVerifiers.Verify(text, file));

        Assert.StartsWith(file, fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_parameters_must_name_one_domain()
    {
        var root = Root(Credit);
        root["domains"]![1]!["name"] = "A";
        root["parameterChanges"] = JsonNode.Parse("""[{"atNs":5,"domain":"A","weight":1,"capPercent":0}]""");

        var fault = Assert.Throws<InvalidDataException>(() => GoldenVerifiers.Verify(root.ToJsonString(), Credit));

        Assert.Contains("$.parameterChanges[0].domain must name one domain: 2 of", fault.Message);
    }

    [Fact]
    public void A_member_of_the_root_that_is_not_read_is_told()
    {
        var verdict = GoldenVerifiers.Verify(Changed(Credit, "cpupools", "[]"), Credit);

        Assert.Equal(["$.cpupools, which is not read"], verdict.NotCompared);
    }

    [Fact]
    public void A_load_of_more_jobs_than_memory_is_refused()
    {
        var text = Changed(Credit, "domains/0/vcpus/0/workload", """{"type":"periodic","costNs":9,"periodNs":1}""");

        var fault = Assert.Throws<InvalidDataException>(() => GoldenVerifiers.Verify(text, Credit));

        Assert.Contains("more than 4000000 jobs wait at", fault.Message);
    }

    [Fact]
    public void Plain_tasks_may_stand_in_a_file_of_servers_without_one()
    {
        var root = Root(Servers);
        root["tasks"]!.AsArray().RemoveAt(1);
        foreach (var mode in new[] { "soft", "hard" })
        {
            var jobs = root[mode]!["jobs"]!.AsArray();
            foreach (var job in jobs.Where(job => (string?)job!["task"] == "T2").ToList())
            {
                jobs.Remove(job);
            }

            root[mode]!.AsObject().Remove("totals");
            root[mode]!["cpu_time"]!.AsObject().Remove("T2");
            root[mode]!["cpu_fraction"]!.AsObject().Remove("T2");
        }

        var verdict = GoldenVerifiers.Verify(root.ToJsonString(), "f");

        Assert.Equal(GoldenConformity.Exact, verdict.Conformity);
        Assert.Equal(["soft", "hard"], verdict.Engines);
    }

    [Fact]
    public void The_start_of_a_job_is_compared()
    {
        var verdict = GoldenVerifiers.Verify(Changed(OneCore, "oracle_fifo/jobs/2/start", "9"), "f");

        Assert.Equal(
            "oracle_fifo: jobs[2] T3.start: expected 9 ms, got 8 ms", Assert.Single(verdict.Differences).ToString());
    }

    [Theory]
    [InlineData("jobs/2/deadline", "999", "jobs[2] T3.deadline: expected 999 ms, got ")]
    [InlineData("jobs/2/deadline", "null", "jobs[2] T3.deadline: expected none, got ")]
    [InlineData("jobs/2/job", "7", "jobs[2] T3.job: expected 7, got 1")]
    [InlineData("jobs/2/preemptions", "7", "jobs[2] T3.preemptions: expected 7, got ")]
    [InlineData("totals/preemptions", "99", "totals.preemptions: expected 99, got ")]
    [InlineData("totals/context_switches", "999", "totals.context_switches: expected 999, got ")]
    public void What_an_EDF_file_tells_of_jobs_is_compared(string member, string value, string expected)
    {
        var verdict = GoldenVerifiers.Verify(Changed(OneCore, $"oracle_fifo/{member}", value), "f");

        Assert.StartsWith(
            $"oracle_fifo: {expected}", Assert.Single(verdict.Differences).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Aborts, "oracle_fifo/jobs/4/aborted", "false", "aborted: expected false, got true")]
    [InlineData(Servers, "soft/cpu_fraction/T1", "0.4", "tasks[0] T1.cpu_fraction: expected 0.4, got 0.5")]
    [InlineData(Servers, "hard/jobs/15/deadline", "9", "T2.deadline: expected 9 ms, got none")]
    public void What_it_tells_of_dropped_jobs_and_servers_too(
        string file, string member, string value, string expected)
    {
        var verdict = GoldenVerifiers.Verify(Changed(file, member, value), "f");

        Assert.Contains(
            verdict.Differences,
            difference => difference.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(OneCore, "oracle_fifo/totals/idle", "5", "$.oracle_fifo.totals.idle, which is not read")]
    [InlineData(OneCore, "oracle_fifo/jobs/2/segments", "null", "$.oracle_fifo.jobs[*].migrations, which is not read")]
    [InlineData(Kernel, "experiments/0/reps/0/0/steal_ns", "5", "$.experiments[*].reps[*][*].steal_ns, which is not")]
    [InlineData(Kernel, "experiments/0/oracle_hard_cbs/0/idle", "5", "$.experiments[*].oracle_hard_cbs[*].idle, which")]
    public void What_cannot_be_compared_is_named(string file, string member, string value, string expected)
    {
        var verdict = GoldenVerifiers.Verify(Changed(file, member, value), "f");

        Assert.Contains(verdict.NotCompared, left => left.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void An_experiment_without_repetitions_is_malformed()
    {
        var root = Root(Kernel);
        root["experiments"]![0]!.AsObject().Remove("reps");

        var fault = Assert.Throws<InvalidDataException>(() => GoldenVerifiers.Verify(root.ToJsonString(), "f"));

        Assert.StartsWith("f: $.experiments[0] lacks 'reps'; found", fault.Message);
    }

    [Fact]
    public void A_cap_beyond_the_vcpus_is_taken_as_the_hypervisor_does()
    {
        var verdict = GoldenVerifiers.Verify(Changed(Credit, "domains/0/capPercent", "120"), "f");

        Assert.Equal(GoldenConformity.Exact, verdict.Conformity);
    }

    [Fact]
    public void Eras_before_soft_affinity_do_not_see_it()
    {
        var root = Root(Cores);
        foreach (var vcpu in root["domains"]!.AsArray().SelectMany(domain => domain!["vcpus"]!.AsArray()))
        {
            vcpu!["softAffinity"] = new JsonArray((int)vcpu["index"]! % 4);
        }

        var verdict = GoldenVerifiers.Verify(root.ToJsonString(), "f");

        Assert.NotEmpty(verdict.Differences);
        Assert.All(verdict.Differences, difference => Assert.Equal("xen-4.23-dev", difference.Engine));
    }

    private static JsonObject Root(string file) => JsonNode.Parse(Shipped.Value[file])!.AsObject();

    private static string Changed(string file, string member, string value)
    {
        var keys = member.Split('/');
        JsonNode root = Root(file);
        var node = root;
        foreach (var key in keys[..^1])
        {
            node = (node is JsonArray ? node[int.Parse(key)] : node[key])!;
        }

        if (node is JsonArray list)
        {
            list[int.Parse(keys[^1])] = JsonNode.Parse(value);
        }
        else
        {
            node[keys[^1]] = JsonNode.Parse(value);
        }

        return root.ToJsonString();
    }
}
