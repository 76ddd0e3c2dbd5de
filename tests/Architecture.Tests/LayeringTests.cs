using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using Xenisol.Emulation.Engine;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace Xenisol.Architecture.Tests;

/// <summary>
/// Dependencies run one way: client → contracts, scenarios, embedded silo; silo → grains, scenarios; grains and
/// scenarios → emulation; emulation → the base library.
/// </summary>
public sealed class LayeringTests
{
    private const string Emulation = "Xenisol.Emulation";
    private const string Scenarios = "Xenisol.Scenarios";
    private const string Grains = "Xenisol.Grains";
    private const string Silo = "Xenisol.Silo";
    private const string Client = "Xenisol.Client";

    private static readonly ArchUnitNET.Domain.Architecture Architecture = new ArchLoader()
        .LoadAssemblies([.. new[] { Emulation, Scenarios, Grains, Silo, Client }.Select(Assembly.Load)])
        .Build();

    [Theory]
    [InlineData(Emulation)]
    [InlineData(Scenarios, Emulation)]
    [InlineData(Grains, Emulation)]
    [InlineData(Silo, Emulation, Scenarios, Grains)]
    [InlineData(Client, Emulation, Scenarios, Grains, Silo)]
    public void An_assembly_refers_to_lower_layers_only(string assembly, params string[] allowed)
    {
        var referenced = Assembly.Load(assembly).GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("Xenisol.", StringComparison.Ordinal));

        Assert.Empty(referenced.Except(allowed));
    }

    [Fact]
    public void Emulation_refers_to_the_base_library_only() =>
        Assert.All(
            Assembly.Load(Emulation).GetReferencedAssemblies(),
            name => Assert.StartsWith("System.", name.Name, StringComparison.Ordinal));

    [Fact]
    public void Scenarios_know_no_actors() =>
        Assert.DoesNotContain(
            Assembly.Load(Scenarios).GetReferencedAssemblies(),
            name => name.Name!.StartsWith("Orleans", StringComparison.Ordinal));

    [Fact]
    public void The_client_sees_contracts_but_no_grain() =>
        Check(Types().That().ResideInAssembly(Assembly.Load(Client)).Should().NotDependOnAny(
            Types().That().ResideInNamespaceMatching(@"^Xenisol\.Grains\.")));

    [Fact]
    public void The_client_sees_no_moving_part_of_the_emulation() =>
        Check(Types().That().ResideInAssembly(Assembly.Load(Client)).Should().NotDependOnAny(
            Types().That().ResideInNamespaceMatching(
                @"^Xenisol\.Emulation\.(Hypervisor|Guests|EventChannels|Backends|Shaping|Devices|Placement)")));

    [Fact]
    public void The_client_makes_no_component() =>
        Check(Types().That().ResideInAssembly(Assembly.Load(Client)).Should().NotDependOnAny(
            Classes().That().AreAssignableTo(typeof(LogicalProcess))));

    [Fact]
    public void Devices_and_guests_know_no_scheduling_policy() =>
        Check(Types().That().ResideInNamespaceMatching(
                @"^Xenisol\.Emulation\.(Guests|EventChannels|Backends|Shaping|Devices|Network)")
            .Should().NotDependOnAny(
                Types().That().ResideInNamespaceMatching(@"^Xenisol\.Emulation\.Hypervisor\.(Credit|Hybrid|Edf)")));

    [Fact]
    public void The_engine_knows_nothing_of_what_it_emulates() =>
        Check(Types().That().ResideInNamespaceMatching(@"^Xenisol\.Emulation\.(Engine|Time|Randomness)")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(
                @"^Xenisol\.Emulation\.(Hypervisor|Guests|EventChannels|Backends|Shaping|Devices|Network|Placement"
                + @"|Fleet|Pricing|Measurement)")));

    private static void Check(IArchRule rule)
    {
        var violations = rule.Evaluate(Architecture)
            .Where(result => !result.Passed)
            .Select(result => result.Description);

        Assert.Empty(violations);
    }
}
