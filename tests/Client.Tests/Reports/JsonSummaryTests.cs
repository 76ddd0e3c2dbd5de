using System.Text.Json;

using Xenisol.Client.Reports;

namespace Xenisol.Client.Tests.Reports;

public class JsonSummaryTests
{
    private static readonly string[] MustHave =
    [
        "schemaVersion", "digest", "seed", "virtualSeconds", "events", "wallSeconds", "cpuSeconds", "packets",
        "tenants", "activations", "grainCalls", "partitions", "processes", "promises", "scenarioSha256", "version",
        "commandLog",
    ];

    [Fact]
    public void It_has_what_others_rely_on()
    {
        using var summary = JsonDocument.Parse(JsonSummary.Write(SampleOutcome.Create()));
        var root = summary.RootElement;
        Assert.All(MustHave, name => Assert.True(root.TryGetProperty(name, out _), name));
        Assert.Equal(1, root.GetProperty("schemaVersion").GetInt32());
        Assert.Equal(5, root.GetProperty("activations").GetProperty("DomainGrain").GetInt32());
        var process = root.GetProperty("processes")[0];
        Assert.Equal(4242, process.GetProperty("pid").GetInt32());
        Assert.Equal("host", process.GetProperty("hosts")[0].GetString());
        Assert.Equal(10, process.GetProperty("messagesSent").GetInt64());
        var domain = root.GetProperty("tenants")[0].GetProperty("domains")[0];
        Assert.Equal(6_120_000, domain.GetProperty("latencyP99Nanoseconds").GetInt64());
        Assert.Equal(JsonValueKind.Null, domain.GetProperty("latencyP999Nanoseconds").ValueKind);
        Assert.Equal(25_000_000, domain.GetProperty("sentBitsPerSecond").GetInt64());
        Assert.Equal(16_000_000, domain.GetProperty("cpuWorstWaitNanoseconds").GetInt64());
        Assert.Equal(16_000_000, root.GetProperty("tenants")[0].GetProperty("cpuWorstWaitNanoseconds").GetInt64());
        Assert.Equal(
            JsonValueKind.Null, root.GetProperty("tenants")[1].GetProperty("cpuWorstWaitNanoseconds").ValueKind);
        Assert.Equal(4, root.GetProperty("tenants")[1].GetProperty("domains").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, domain.GetProperty("disk").ValueKind);
        var disk = root.GetProperty("tenants")[1].GetProperty("domains")[3].GetProperty("disk");
        Assert.Equal(1_000, disk.GetProperty("accessesPerSecond").GetInt64());
        Assert.Equal(32_768_000, disk.GetProperty("bitsPerSecond").GetInt64());
        Assert.Equal(900_000, disk.GetProperty("latencyP99Nanoseconds").GetInt64());
    }

    [Fact]
    public void Every_field_is_documented()
    {
        var documentation = File.ReadAllText(Repository.PathOf("docs", "json-summary.md"));
        using var summary = JsonDocument.Parse(JsonSummary.Write(SampleOutcome.Create()));
        Assert.All(
            Names(summary.RootElement).Distinct(),
            name => Assert.Contains($"`{name}`", documentation));
    }

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property.Name == "activations"
            ? [property.Name]
            : Names(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };
}
