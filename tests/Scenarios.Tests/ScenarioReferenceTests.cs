using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Binding;
using Xenisol.Scenarios.Machines;

namespace Xenisol.Scenarios.Tests;

/// <summary>docs/scenarios.md says what the binder does.</summary>
public sealed class ScenarioReferenceTests
{
    private static string Text => File.ReadAllText(Path.Combine(Repository.Root, "docs", "scenarios.md"));

    [Fact]
    public void Example_has_no_errors()
    {
        string example = Text.Split("```yaml\n")[1].Split("```")[0];

        Assert.Equal("hog", Assert.Single(Sample.Of(example).Domains).Name);
    }

    [Fact]
    public void Every_key_of_a_machine_profile_is_documented() => Assert.All(
        typeof(MachineProfile).GetProperties().Where(property => property.CanWrite),
        property => Assert.Contains($"`{MachineBinder.KeyOf(property)}`", Text, StringComparison.Ordinal));

    [Fact]
    public void Every_metric_is_documented() => Assert.All(
        PromiseMetric.All, metric => Assert.Contains($"`{metric.Name}`", Text, StringComparison.Ordinal));

    // An unknown key is answered with the known ones of its section, in the order in which they are asked for.
    [Theory]
    [InlineData("zzzzzzzzz=1")]
    [InlineData("hosts[0].zzzzzzzzz=1")]
    [InlineData("hosts[0].driverDomain.zzzzzzzzz=1")]
    [InlineData("hosts[0].driverDomain.shareGuard={ limit: 5%, zzzzzzzzz: 1 }")]
    [InlineData("hosts[0].scheduler={ kind: credit, zzzzzzzzz: 1 }")]
    [InlineData("fabric.zzzzzzzzz=1")]
    [InlineData("plans[0].zzzzzzzzz=1")]
    [InlineData("plans[0].cpu.zzzzzzzzz=1")]
    [InlineData("plans[0].network.zzzzzzzzz=1")]
    [InlineData("plans[0].price.zzzzzzzzz=1")]
    [InlineData("tenants[0].zzzzzzzzz=1")]
    [InlineData("tenants[0].domains[0].zzzzzzzzz=1")]
    [InlineData("tenants[0].domains[0].load.zzzzzzzzz=1")]
    [InlineData("tenants[0].domains[0].app.zzzzzzzzz=1")]
    [InlineData("tenants[0].domains[0].vif.zzzzzzzzz=1")]
    [InlineData("hosts[0].disk={ model: ssd, zzzzzzzzz: 1 }")]
    [InlineData("tenants[1].domains[0]={ name: hog, app: { disk: {} }, vbd: { zzzzzzzzz: 1 } }")]
    [InlineData("tenants[1].domains[0].app={ disk: { zzzzzzzzz: 1 } }")]
    public void Every_key_of_every_section_is_documented(string option)
    {
        string error = Assert.Single(Sample.Refusals(option));
        string[] keys = error.Split("its keys are: ")[1].TrimEnd('.').Split(", ");

        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.True(
            Text.Contains($"`{key}`", StringComparison.Ordinal) || Text.Contains($"`{key}:", StringComparison.Ordinal),
            $"'{key}' is not documented."));
    }
}
