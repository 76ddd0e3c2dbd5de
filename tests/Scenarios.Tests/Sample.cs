using Xenisol.Emulation.Fleet;

namespace Xenisol.Scenarios.Tests;

/// <summary>A scenario with everything in it, and what becomes of it when a piece is changed.</summary>
internal static class Sample
{
    public const string Text = """
    name: Sample
    seed: 2009
    duration: 30s
    warmup: 2s
    machine: zero
    hosts:
    - name: host
      cores: 4
      scheduler: hybrid
      nic: 1Gbit/s
      driverDomain: { vcpus: 1, cpu: { period: 5ms, slice: 2ms }, copy: always, shaping: htb }
    plans:
    - name: guaranteed
      cpu: { share: 20%, within: 10ms }
      network: { rate: 50Mbit/s, ceil: 200Mbit/s }
      price: { base: 0.096 USD/h, sla: [ { below: 99%, credit: 10% }, { below: 95%, credit: 30% } ] }
    - name: best-effort
      cpu: { weight: 256 }
      network: { rate: 5Mbit/s, ceil: 100Mbit/s }
      price: { cpu: 0.02 USD/h, egress: 0.09 USD/GB }
    tenants:
    - name: gold
      plan: guaranteed
      domains:
      - { name: web, vcpus: 2, isolateCpu: [1], app: { server: { cpu: 200us, reply: 8KiB } }, load: { poisson: 400/s } }
    - name: noisy
      plan: best-effort
      domains:
      - { name: hog, count: 16, vcpus: 1, app: burn }
      - { name: bulk, count: 2, vcpus: 1, app: { source: stream } }
    promises:
    - gold.web.latency.p99 < 5ms
    - gold.web.cpu.achieved >= 99%
    """;

    /// <summary>The plan of the sample, changed by options.</summary>
    public static RunPlan Plan(params string[] sets) => Of(Text, sets);

    /// <summary>The plan of a text, which must have no errors.</summary>
    public static RunPlan Of(string text, params string[] sets)
    {
        ScenarioResult result = ScenarioFile.Parse(text, "sample.yaml", "", sets);
        Assert.True(result.Plan is not null, string.Join('\n', result.Errors));
        return result.Plan;
    }

    /// <summary>The one error of the sample with a piece of its text replaced.</summary>
    public static ScenarioError Error(string written, string changed) => Assert.Single(Errors(written, changed));

    /// <summary>All errors of the sample with a piece of its text replaced.</summary>
    public static IReadOnlyList<ScenarioError> Errors(string written, string changed)
    {
        Assert.Contains(written, Text, StringComparison.Ordinal);
        string text = Text.Replace(written, changed, StringComparison.Ordinal);
        ScenarioResult result = ScenarioFile.Parse(text, "sample.yaml", "", []);
        Assert.Null(result.Plan);
        return result.Errors;
    }

    /// <summary>The messages of the sample with options.</summary>
    public static IReadOnlyList<string> Refusals(params string[] sets)
    {
        ScenarioResult result = ScenarioFile.Parse(Text, "sample.yaml", "", sets);
        Assert.Null(result.Plan);
        return [.. result.Errors.Select(error => error.ToString())];
    }
}
