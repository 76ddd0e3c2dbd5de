using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Tests.Binding;

/// <summary>Applications with actions, and what keeps them from a variable-bandwidth server.</summary>
public sealed class ActionsTests
{
    private const string Text = """
    name: Actions
    duration: 1s
    machine: zero
    hosts:
    - { name: host, cores: 1, scheduler: { kind: edf, server: variable } }
    plans:
    - { name: tenth, cpu: { period: 10ms, slice: 1ms } }
    tenants:
    - name: customer
      plan: tenth
      domains:
      - name: web
        vcpus: 2
        isolateCpu: [1]
        apps:
        - actions: { every: 50ms, sequence: [ { load: 3ms, slice: 2ms, period: 20ms } ] }
    """;

    [Fact]
    public void Actions_are_bound_in_their_order()
    {
        ActionsPlan plan = Assert.IsType<ActionsPlan>(Sample.Of(Text.Replace(
            "period: 20ms } ]", "period: 20ms }, { load: 1us, slice: 1ns, period: 10us } ]", StringComparison.Ordinal))
            .Domains[0].Applications[0]);

        Assert.Equal(Duration.FromMilliseconds(50), plan.Every);
        Assert.Equal(2, plan.Sequence.Count);
        Assert.Equal(
            new ActionPlan(Duration.FromMilliseconds(3), Duration.FromMilliseconds(2), Duration.FromMilliseconds(20)),
            plan.Sequence[0]);
        Assert.Equal(Duration.FromNanoseconds(1), plan.Sequence[1].Slice);
    }

    [Fact]
    public void Without_every_the_rounds_follow_one_another() => Assert.Equal(
        Duration.Zero,
        Assert.IsType<ActionsPlan>(Sample.Of(Text.Replace("every: 50ms, ", "", StringComparison.Ordinal))
            .Domains[0].Applications[0]).Every);

    [Fact]
    public void A_slice_at_the_cap_is_taken_and_a_nanosecond_more_is_not()
    {
        Refused(
            "slice: 2ms",
            "slice: 2000001ns",
            12,
            "Action 1 of domain 'web' has a slice of 2000001ns in 20ms, but its plan caps it at 2ms; shorten the slice,"
            + " lengthen the period or reserve more.");
    }

    [Fact]
    public void A_slice_longer_than_its_period() => Refused(
        "slice: 2ms",
        "slice: 21ms",
        16,
        "The slice 21ms of action 1 is longer than its period 20ms; it must fit into it.");

    [Fact]
    public void An_action_without_load() => Refused(
        "load: 3ms, ", "", 16, "Action 1 lacks 'load'; write for example 'load: 10ms'.");

    [Fact]
    public void A_sequence_without_actions() => Refused(
        "[ { load: 3ms, slice: 2ms, period: 20ms } ]", "[]", 16, "A sequence has 1 to 64 actions; this one has 0.");

    [Fact]
    public void A_word_without_settings() => Refused(
        "actions: { every: 50ms, sequence: [ { load: 3ms, slice: 2ms, period: 20ms } ] }",
        "actions",
        16,
        "Application 'actions' needs settings; write for example"
        + " 'actions: { sequence: [ { load: 4ms, slice: 1ms, period: 10ms } ] }'.");

    [Fact]
    public void A_host_without_variable_servers() => Refused(
        "{ kind: edf, server: variable }",
        "hybrid",
        12,
        "Domain 'web' announces actions, but host 'host', where it may run, has no variable-bandwidth servers; give it"
        + " 'scheduler: { kind: edf, server: variable }'.");

    [Fact]
    public void A_plan_without_reservation() => Refused(
        "{ period: 10ms, slice: 1ms }",
        "{ weight: 256 }",
        12,
        "Domain 'web' announces actions, but its plan reserves no CPU that could cap them; give the plan"
        + " 'cpu: { period, slice }' or '{ share, within }'.");

    [Theory]
    [InlineData("")]
    [InlineData("vcpu: 1, ")]
    public void Two_processes_on_one_server(string binding) => Refused(
        "    - actions",
        $"    - {{ {binding}actions: {{ sequence: [ {{ load: 3ms, slice: 2ms, period: 20ms }} ] }} }}\n    - actions",
        12,
        "2 applications of domain 'web' announce actions on its vCPU 1, whose server has one at a time; bind each to"
        + " another with 'vcpu'.");

    private static void Refused(string written, string changed, int line, string message)
    {
        Assert.Contains(written, Text, StringComparison.Ordinal);
        ScenarioResult result = ScenarioFile.Parse(
            Text.Replace(written, changed, StringComparison.Ordinal), "sample.yaml", "", []);
        ScenarioError error = Assert.Single(result.Errors);
        Assert.Contains(message, error.ToString(), StringComparison.Ordinal);
        Assert.Contains($":{line}:", error.ToString(), StringComparison.Ordinal);
    }
}
