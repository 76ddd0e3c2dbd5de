namespace Xenisol.Scenarios.Tests.Binding;

/// <summary>Each kind of bad input has its own message, at its own place.</summary>
public sealed class BadInputTests
{
    [Fact]
    public void Unknown_key() => Refused(
        "seed: 2009", "sede: 2009", 2, 1, "Unknown key 'sede' in the scenario; did you mean 'seed'?");

    [Fact]
    public void Unknown_key_without_likeness_lists_the_known_ones() => Refused(
        "warmup: 2s", "colour: red", 4, 1,
        "Unknown key 'colour' in the scenario; its keys are: name, duration, warmup, seed, fabric, machine, hosts,"
            + " plans,"
        + " tenants, promises.");

    [Fact]
    public void Wrong_unit() => Refused(
        "rate: 50Mbit/s", "rate: 50MB", 15, 20,
        "'rate' of 'network' of plan 'guaranteed': '50MB' is a size, but a rate is needed in bit/s, kbit/s, Mbit/s or"
        + " Gbit/s.");

    [Fact]
    public void Missing_unit() => Refused(
        "duration: 30s", "duration: 30", 3, 11,
        "'duration' of the scenario: '30' lacks its unit: a duration is needed in ns, us, ms, s, min or h, such as"
            + " 10ms.");

    [Fact]
    public void Missing_key() => Refused(
        "duration: 30s", "", 1, 1, "The scenario lacks 'duration'; write for example 'duration: 10ms'.");

    [Fact]
    public void Key_that_appears_twice() => Refused(
        "warmup: 2s", "seed: 2", 4, 1, "Key 'seed' appears twice; it stands in line 2 already.");

    [Fact]
    public void Key_of_the_other_guest_scheduler() => Refused(
        "isolateCpu: [1]", "kernel: { scheduler: o1, latency: 6ms }", 25, 62,
        "The O(1) scheduler has no 'latency'; it has 'timeslice'. Write 'scheduler: fair' for this key.");

    [Fact]
    public void Tick_rate_out_of_range() => Refused(
        "isolateCpu: [1]", "kernel: { hz: 0 }", 25, 42,
        "Found '0' where 'hz' of 'kernel' of domain 'web' must be a whole number from 10 to 10000.");

    [Fact]
    public void Duplicate_domain() => Refused(
        "name: bulk", "name: web", 30, 5, "The domain name 'web' appears twice; it stands in line 25 already.",
        "count: 2, ", "");

    [Fact]
    public void Domain_that_is_named_as_an_expanded_one() => Refused(
        "name: web,", "name: hog3,", 29, 5, "The domain name 'hog3' appears twice; it stands in line 25 already.",
        "gold.web.", "gold.hog3.");

    [Fact]
    public void Duplicate_tenant() => Refused(
        "name: noisy", "name: gold", 26, 3, "The tenant name 'gold' appears twice; it stands in line 22 already.");

    [Fact]
    public void Duplicate_plan() => Refused(
        "- name: best-effort", "- name: guaranteed", 17, 3,
        "The plan name 'guaranteed' appears twice; it stands in line 13 already.",
        "plan: best-effort", "plan: guaranteed");

    [Fact]
    public void Name_with_a_dot() => Refused(
        "name: bulk", "name: bulk.1", 30, 13,
        "Found 'bulk.1' where a name is needed: 1 to 63 letters, digits, '-' and '_'.");

    [Fact]
    public void Share_over_all_of_a_core() => Refused(
        "share: 20%", "share: 120%", 14, 17,
        "'share' of 'cpu' of plan 'guaranteed' is 120%; it must be 0.0001% to 100%.");

    [Fact]
    public void Reservation_that_exceeds_the_limit_of_a_core() => Refused(
        "share: 20%", "share: 95%", 25, 5,
        "A vCPU of domain 'web' reserves 95% of a core, but host 'host' lets reservations on a core not exceed 90%;"
            + " raise"
        + " 'limit' of its scheduler or reserve less.");

    [Fact]
    public void Reservations_that_exceed_all_cores_together() => Refused(
        "vcpus: 2, isolateCpu: [1]", "vcpus: 4, isolateCpu: [1]", 7, 3,
        "Reservations on host 'host' sum up to 360% of a core; 4 cores of at most 90% each have no room for a vCPU of"
        + " the driver domain with 40%; reserve less or add cores.",
        "share: 20%", "share: 80%");

    [Fact]
    public void Period_shorter_than_its_slice() => Refused(
        "slice: 2ms", "slice: 7ms", 11, 56,
        "The slice 7ms of 'cpu' of 'driverDomain' of host 'host' is longer than its period 5ms; it must fit into it.");

    [Fact]
    public void Isolating_the_last_housekeeping_vcpu() => Refused(
        "isolateCpu: [1]", "isolateCpu: [0, 1]", 25, 40,
        "'isolateCpu' of domain 'web' isolates all 2 vCPUs; at least one must stay for housekeeping, where"
            + " interrupts and"
        + " the frontend run.");

    [Fact]
    public void Isolated_vcpu_out_of_range() => Refused(
        "isolateCpu: [1]", "isolateCpu: [2]", 25, 41,
        "Found '2' where an item of 'isolateCpu' of domain 'web' must be a whole number from 0 to 1.");

    [Fact]
    public void Missing_trace_file() => Refused(
        "poisson: 400/s", "trace: none.csv", 25, 106, "There is no trace file 'none.csv'.");

    [Fact]
    public void Unknown_plan() => Refused(
        "plan: best-effort", "plan: best-efort", 27, 9, "Unknown plan 'best-efort'; did you mean 'best-effort'?");

    [Fact]
    public void Unknown_host() => Refused(
        "vcpus: 1, app: burn", "host: hots, app: burn", 29, 35, "Unknown host 'hots'; did you mean 'host'?");

    [Fact]
    public void Unknown_tenant_in_a_promise() => Refused(
        "gold.web.latency", "gould.web.latency", 32, 3, "Unknown tenant 'gould'; did you mean 'gold'?");

    [Fact]
    public void Unknown_domain_in_a_promise() => Refused(
        "gold.web.latency", "gold.wep.latency", 32, 8, "Tenant 'gold' has no domain 'wep'; did you mean 'web'?");

    [Fact]
    public void Unknown_metric_in_a_promise() => Refused(
        "latency.p99 <", "latency.p98 <", 32, 12, "Unknown metric 'latency.p98'; did you mean 'latency.p99'?");

    [Fact]
    public void Promise_without_comparison() => Refused(
        "p99 < 5ms", "p99 = 5ms", 32, 3,
        "The promise 'gold.web.latency.p99 = 5ms' compares nothing; write <, <=, > or >= and a limit, such as"
        + " gold.web.latency.p99 < 5ms.");

    [Fact]
    public void Promise_with_the_wrong_unit() => Refused(
        "p99 < 5ms", "p99 < 5%", 32, 26,
        "The limit of latency.p99: '5%' is a percentage, but a duration is needed in ns, us, ms, s, min or h.");

    [Fact]
    public void Promise_of_what_is_never_measured() => Refused(
        "gold.web.latency.p99", "noisy.bulk1.latency.p99", 32, 3,
        "latency.p99 is never measured: domain 'bulk1' has no load.");

    [Fact]
    public void Unknown_machine_profile() => Refused(
        "machine: zero", "machine: xeon-2009", 5, 10,
        "Unknown machine profile 'xeon-2009'; did you mean 'xeon-2008'?");

    [Fact]
    public void Missing_machine_file() => Refused(
        "machine: zero", "machine: my/own.yaml", 5, 10, "There is no machine profile file 'my/own.yaml'.");

    [Fact]
    public void No_machine_profile() => Refused(
        "machine: zero", "", 7, 3,
        "Host 'host' has no machine profile; write 'machine: xeon-2008' for all hosts or here.");

    [Theory]
    [InlineData("0")]
    [InlineData("4097")]
    [InlineData("four")]
    public void Cores_out_of_range(string cores) => Refused(
        "cores: 4", $"cores: {cores}", 8, 10,
        $"Found '{cores}' where 'cores' of host 'host' must be a whole number from 1 to 4096.");

    [Fact]
    public void Copy_mode_that_is_not_built() => Refused(
        "copy: always", "copy: never", 11, 69,
        "Unknown copy 'never' of 'driverDomain' of host 'host'; those that exist are: always, delayed, adaptive.");

    [Fact]
    public void Scheduler_that_is_not_built() => Refused(
        "scheduler: hybrid", "scheduler: lottery", 9, 14,
        "Unknown scheduler 'lottery' of host 'host'; those that exist are: hybrid, credit, credit2, edf,"
        + " global-edf, rtds, sedf, sedf-dc, xen-null.");

    [Theory]
    [InlineData("runqueue: l3", "Unknown runqueue 'l3' of 'scheduler' of host 'host'; those that exist are: socket,"
        + " cpu, core, node, all.")]
    [InlineData("ratelimit: 99us", "'ratelimit' of 'scheduler' of host 'host' is 99us; it must be 100us to 500ms.")]
    [InlineData("ratelimit: 501ms", "'ratelimit' of 'scheduler' of host 'host' is 501ms; it must be 100us to 500ms.")]
    [InlineData("runqueueMax: 0", "Found '0' where 'runqueueMax' of 'scheduler' of host 'host' must be a whole number"
        + " from 1 to 4096.")]
    [InlineData("balanceOver: 11", "Found '11' where 'balanceOver' of 'scheduler' of host 'host' must be a whole number"
        + " from -18 to 10.")]
    [InlineData("boost: false", "Only the schedulers hybrid and credit have 'boost'; leave it out or choose one of"
        + " them instead of credit2.")]
    public void Credit2_takes_what_xen_takes(string key, string message) => Assert.Equal(
        message, Sample.Error("scheduler: hybrid", $"scheduler: {{ kind: credit2, {key} }}").Message);

    [Fact]
    public void Run_queues_are_shared_under_credit2_only() => Assert.Equal(
        "Only the scheduler credit2 has 'runqueue'; leave it out or choose kind credit2.",
        Sample.Error("scheduler: hybrid", "scheduler: { kind: credit, runqueue: all }").Message);

    [Fact]
    public void Interrupt_core_out_of_range() => Refused(
        "shaping: htb", "interruptCore: 4", 11, 92,
        "Found '4' where 'interruptCore' of 'driverDomain' of host 'host' must be a whole number from 0 to 3.");

    [Theory]
    [InlineData("interrupts: fair", "Unknown interrupts 'fair' of 'driverDomain' of host 'host'; those that exist are:"
        + " fixed, round-robin, bandwidth-aware.")]
    [InlineData("interrupts: { balancer: bandwith-aware }", "Unknown balancer 'bandwith-aware' of 'interrupts' of"
        + " 'driverDomain' of host 'host'; did you mean 'bandwidth-aware'?")]
    [InlineData("interrupts: { card: 1 }", "Found '1' where 'card' of 'interrupts' of 'driverDomain' of host 'host'"
        + " must be a whole number from 0 to 0.")]
    [InlineData("interrupts: { domains: { web: 1 } }", "Found '1' where 'web' of 'domains' of 'interrupts' of"
        + " 'driverDomain' of host 'host' must be a whole number from 0 to 0.")]
    [InlineData("interrupts: { domains: { wbe: 0 } }", "'interrupts' of host 'host' names the unknown domain 'wbe'; did"
        + " you mean 'web'?")]
    [InlineData("interrupts: { domains: { hog: 0, hog3: 0 } }", "'interrupts' of host 'host' binds domain 'hog3' twice;"
        + " name it once.")]
    [InlineData("interrupts: { upcallLimit: 1ns }", "'upcallLimit' of 'interrupts' of 'driverDomain' of host 'host' is"
        + " 1ns; it must be 1us to 10s.")]
    [InlineData("pin: [4]", "Found '4' where an item of 'pin' of 'driverDomain' of host 'host' must be a whole number"
        + " from 0 to 3.")]
    [InlineData("pin: [0, 1]", "'pin' of 'driverDomain' of host 'host' has 2 pCPUs for 1 vCPUs; write one for each"
        + " vCPU, in their order.")]
    [InlineData("tasklets: each", "Unknown tasklets 'each' of 'driverDomain' of host 'host'; those that exist are:"
        + " shared, per-vcpu.")]
    public void Interrupts_go_where_something_is(string key, string message) =>
        Assert.Equal(message, Sample.Error("shaping: htb", key).Message);

    [Fact]
    public void Events_do_not_go_to_an_isolated_vcpu() => Assert.Equal(
        "'eventVcpu' of domain 'web' is vCPU 1, which 'isolateCpu' keeps free of interrupts; name another.",
        Sample.Error("isolateCpu: [1]", "isolateCpu: [1], eventVcpu: 1").Message);

    [Fact]
    public void Network_card_without_driver_domain() => Refused(
        "  driverDomain: { vcpus: 1, cpu: { period: 5ms, slice: 2ms }, copy: always, shaping: htb }", "", 10, 8,
        "The network card of host 'host' needs a driver domain; write 'driverDomain: { vcpus: 1 }'.");

    [Fact]
    public void Unknown_application() => Refused(
        "app: burn", "app: brun", 29, 44, "Unknown application 'brun'; did you mean 'burn'?");

    [Fact]
    public void Application_without_its_settings() => Refused(
        "app: burn", "app: periodic", 29, 44,
        "Application 'periodic' needs settings; write for example 'periodic: { period: 10ms, cost: 2ms }'.");

    [Fact]
    public void Load_without_server() => Refused(
        "app: burn", "app: burn, load: { poisson: 5/s }", 29, 56,
        "Domain 'hog' has a load but no server to answer it; write 'app: { server: { cpu: 200us, reply: 8KiB } }'.");

    [Fact]
    public void Load_of_two_kinds() => Refused(
        "poisson: 400/s", "poisson: 400/s, constant: 3/s", 25, 97,
        "'load' of domain 'web' must have one of poisson, constant and trace; found poisson and constant.");

    [Fact]
    public void Peer_that_does_not_exist() => Refused(
        "source: stream", "source: { peer: wep }", 30, 5,
        "Domain 'bulk1' names the unknown domain 'wep' as the other end; did you mean 'web'?", "count: 2", "count: 1");

    [Fact]
    public void Ceil_below_the_rate() => Refused(
        "ceil: 200Mbit/s", "ceil: 20Mbit/s", 15, 36,
        "The ceil 20Mbit/s of 'network' of plan 'guaranteed' is below its rate 50Mbit/s; it must be at least the"
            + " rate.");

    [Fact]
    public void Rate_that_the_card_does_not_have() => Refused(
        "nic: 1Gbit/s", "nic: 10Mbit/s", 25, 5,
        "Domain 'web' is promised 50Mbit/s by its plan, more than the 10Mbit/s of the network card of host 'host'.");

    [Fact]
    public void Warmup_that_is_not_shorter_than_the_duration() => Refused(
        "warmup: 2s", "warmup: 30s", 4, 9, "The warmup must be shorter than the duration of 30s.");

    [Fact]
    public void Fraction_of_a_nanosecond() => Refused(
        "within: 10ms", "within: 0.0000015ms", 14, 30,
        "'within' of 'cpu' of plan 'guaranteed': '0.0000015ms' is no whole number of nanoseconds.");

    [Fact]
    public void Price_finer_than_a_millionth() => Refused(
        "0.096 USD/h", "0.0000001 USD/h", 16, 18,
        "'base' of 'price' of plan 'guaranteed': '0.0000001 USD/h' is no whole number of millionths of a dollar.");

    [Fact]
    public void Reservation_and_weight_together() => Refused(
        "share: 20%, within: 10ms", "share: 20%, within: 10ms, weight: 3", 14, 8,
        "'cpu' of plan 'guaranteed' must be one of {share, within}, {period, slice} and {weight, cap}; found keys"
            + " of two.");

    [Theory]
    [InlineData("just a sentence", "Found 'just a sentence' where a scenario is needed: a mapping with keys such as"
        + " name,"
        + " duration, hosts and tenants.")]
    [InlineData("", "Found nothing where a scenario is needed: a mapping with keys such as name, duration, hosts and"
        + " tenants.")]
    [InlineData("- a\n- b", "Found a list where a scenario is needed: a mapping with keys such as name, duration, hosts"
        + " and tenants.")]
    [InlineData("name: [", "This is not YAML: While parsing a node, did not find expected node content.")]
    [InlineData("name: *x", "This is not YAML: no anchor &x stands before it.")]
    public void What_is_no_scenario(string text, string message)
    {
        ScenarioResult result = ScenarioFile.Parse(text, "sample.yaml", "", []);

        Assert.Null(result.Plan);
        Assert.Equal(message, Assert.Single(result.Errors).Message);
    }

    [Fact]
    public void Missing_scenario_file() => Assert.Equal(
        "nowhere/none.yaml: There is no such scenario file.",
        Assert.Single(ScenarioFile.Load("nowhere/none.yaml", []).Errors).ToString());

    [Fact]
    public void Directory_in_place_of_a_file() => Assert.StartsWith(
        "The scenario cannot be read: ",
        Assert.Single(ScenarioFile.Load(Path.GetTempPath(), []).Errors).Message,
        StringComparison.Ordinal);

    private static void Refused(string written, string changed, int line, int column, string message) =>
        Assert.Equal((line, column, message), Place(Sample.Error(written, changed)));

    private static void Refused(
        string written, string changed, int line, int column, string message, string alsoWritten, string alsoChanged)
    {
        string text = Sample.Text.Replace(written, changed, StringComparison.Ordinal)
            .Replace(alsoWritten, alsoChanged, StringComparison.Ordinal);
        ScenarioResult result = ScenarioFile.Parse(text, "sample.yaml", "", []);
        Assert.Equal((line, column, message), Place(Assert.Single(result.Errors)));
    }

    private static (int Line, int Column, string Message) Place(ScenarioError error) =>
        (error.Line, error.Column, error.Message);
}
