using Xenisol.Emulation.Fleet;

namespace Xenisol.Scenarios.Tests;

public sealed class ShippedScenariosTests
{
    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder, "*.yaml").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Repository.Root, "scenarios");

    [Theory]
    [MemberData(nameof(Names))]
    public void Shipped_scenario_has_no_errors(string name) => Assert.NotEmpty(Load(name).Domains);

    /// <summary>All but the one whose applications need variable-bandwidth servers.</summary>
    public static TheoryData<string> AnySchedulerNames =>
        [.. Names.Select(row => row.Data).Where(name => name != "variable-bandwidth.yaml")];

    [Theory]
    [MemberData(nameof(AnySchedulerNames))]
    public void Shipped_scenario_runs_under_credit_too(string name) => Assert.All(
        Load(name, "hosts[0].scheduler=credit").Hosts.Take(1),
        host => Assert.Equal(SchedulerKind.Credit, host.Scheduler.Kind));

    [Fact]
    public void First_scenario_travels_with_the_tool_and_needs_no_other_file()
    {
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, "first.yaml")), ShippedScenarios.First);
        Assert.Equal("First", Sample.Of(ShippedScenarios.First).Name);
    }

    [Fact]
    public void Eight_hosts_have_eight_hosts_of_both_schedulers_and_every_application()
    {
        RunPlan plan = Load("eight-hosts.yaml");

        Assert.Equal(8, plan.Hosts.Count);
        Assert.Equal(2, plan.Hosts.Select(host => host.Scheduler.Kind).Distinct().Count());
        Type[] applications =
            [.. plan.Domains.SelectMany(domain => domain.Applications).Select(each => each.GetType()).Distinct()];
        Assert.Equal(6, applications.Length);
        Assert.Contains(plan.Domains, domain => domain.Host.Length == 0);
    }

    [Fact]
    public void Streams_and_pings_of_eight_hosts_cross_from_host_to_host()
    {
        RunPlan plan = Load("eight-hosts.yaml");
        Dictionary<string, string> hostOf = plan.Domains.ToDictionary(domain => domain.Name, domain => domain.Host);
        (string From, string To)[] pairs =
        [
            .. plan.Domains.SelectMany(domain => domain.Applications.Select(each => each switch
            {
                StreamPlan stream => (domain.Name, stream.Peer),
                PingPlan ping => (domain.Name, ping.Target),
                _ => (domain.Name, ""),
            })).Where(pair => pair.Item2.Length > 0),
        ];

        Assert.True(pairs.Length >= 6);
        Assert.All(pairs, pair => Assert.NotEqual(hostOf[pair.From], hostOf[pair.To]));
    }

    private static RunPlan Load(string name, params string[] sets)
    {
        ScenarioResult result = ScenarioFile.Load(Path.Combine(Folder, name), sets);
        Assert.True(result.Plan is not null, string.Join('\n', result.Errors));
        return result.Plan;
    }
}
