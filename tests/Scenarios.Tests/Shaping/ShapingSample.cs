namespace Xenisol.Scenarios.Tests.Shaping;

/// <summary>A host with four domains, and what becomes of it with some <c>shaping</c>.</summary>
internal static class ShapingSample
{
    // What is put in starts here.
    public const int FirstLine = 8;

    /// <summary>The scenario with the lines of a <c>shaping</c> mapping, each indented below it.</summary>
    public static string Text(params string[] shaping) => $$"""
        name: Shaped
        duration: 1s
        machine: zero
        hosts:
        - name: host
          cores: 2
          nic: 1Gbit/s
          driverDomain: { vcpus: 1, shaping: {
            {{string.Join("\n    ", shaping)}}
            } }
        plans:
        - { name: plan, network: { rate: 10Mbit/s, ceil: 100Mbit/s } }
        tenants:
        - name: one
          plan: plan
          domains:
          - { name: web, app: { server: { cpu: 200us, reply: 8KiB } } }
          - { name: bulk, count: 2, app: { source: stream } }
          - { name: hog, app: burn }
        """;

    /// <summary>The scenario's result, with files looked for in a directory.</summary>
    public static ScenarioResult Load(string directory, params string[] shaping) =>
        ScenarioFile.Parse(Text(shaping), "shaped.yaml", directory, []);

    /// <summary>The one fault of the scenario: its line among those of <c>shaping</c>, from 1, and the sentence.
    /// </summary>
    public static (int Line, string Message) Fault(params string[] shaping)
    {
        ScenarioResult result = Load("", shaping);
        Assert.Null(result.Plan);
        ScenarioError error = Assert.Single(result.Errors);
        return (error.Line - FirstLine, error.Message);
    }
}
