using Xenisol.Emulation.Fleet;

namespace Xenisol.Scenarios.Tests.Shaping;

public sealed class TcFileBinderTests : IDisposable
{
    private const string Leaves = "tc: card.tc, leaves: { web: '1:10', bulk: 1:20 }";

    private readonly string _directory = Directory.CreateTempSubdirectory("xenisol-tc").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Commands_and_leaves_make_a_tree()
    {
        CardShapingPlan plan = Load("tc: card.tc, hysteresis: true, leaves: { web: '1:10', bulk: 1:0, hog: 1:2a }",
            "#!/bin/sh",
            "tc qdisc add dev eth0 root handle 1: htb default 2a",
            "tc class add dev eth0 parent 1: classid 1:1 htb rate 1gbit",
            "tc class add dev eth0 parent 1:1 classid 1:10 htb rate 10mbit ceil 1gbit",
            "tc class add dev eth0 parent 1:1 classid 1:2a htb rate 20mbit").Plan!.Hosts[0].DriverDomain!.CardShaping;

        Assert.NotNull(plan.Tree);
        Assert.True(plan.Tree.Hysteresis);
        Assert.Equal([1, 0x10, 0x2a], plan.Tree.Classes.Select(one => one.ClassId));
        Assert.Equal(
            [new("web", 0x10), new("bulk1", 0), new("bulk2", 0), new DomainClass("hog", 0x2a)], plan.Classes);
    }

    [Fact]
    public void File_that_is_not_there()
    {
        ScenarioError error = Assert.Single(ShapingSample.Load(_directory, Leaves).Errors);
        Assert.Equal(
            $"There is no file '{Path.Combine(_directory, "card.tc")}' of tc commands.", error.Message);
        Assert.Equal(("shaped.yaml", ShapingSample.FirstLine + 1), (error.Source, error.Line));
    }

    [Fact]
    public void Folder_is_no_file()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "card.tc"));
        ScenarioError error = Assert.Single(ShapingSample.Load(_directory, Leaves).Errors);
        Assert.Equal(
            $"'{Path.Combine(_directory, "card.tc")}' is a folder, not a file of tc commands.", error.Message);
    }

    [Fact]
    public void One_bucket_for_the_whole_card()
    {
        string[] commands = ["tc qdisc add dev eth0 root tbf rate 8mbit \\", "    burst 10kb limit 20kb"];
        CardShapingPlan plan = Load("tc: card.tc", commands).Plan!.Hosts[0].DriverDomain!.CardShaping;

        Assert.Null(plan.Tree);
        Assert.Equal((10_240, 20_480), (plan.TokenBucket!.BurstBytes, plan.TokenBucket.LimitBytes));

        ScenarioError error = Assert.Single(Load(Leaves, commands).Errors);
        Assert.Equal(
            "The tc commands in 'card.tc' set up a tbf, one bucket for the whole card; leave 'leaves' out.",
            error.Message);
    }

    [Fact]
    public void Line_that_goes_on_and_cannot_be_parsed() => Refused(
        5, "This tc command has rate 'fast'; it must be a rate of at least 8 bit/s, such as 10mbit.",
        "class add dev eth0 parent 1: classid 1:30 htb \\",
        "   rate fast");

    [Fact]
    public void Line_that_cannot_be_parsed() => Refused(
        4, "This tc command has rate 'fast'; it must be a rate of at least 8 bit/s, such as 10mbit.",
        "class add dev eth0 parent 1: classid 1:30 htb rate fast");

    [Fact]
    public void Unknown_parent() => Refused(
        4, "This tc command has parent 1:7, which no command before it added.",
        "class add dev eth0 parent 1:7 classid 1:30 htb rate 1mbit");

    [Fact]
    public void Own_parent() => Refused(
        4, "This tc command has parent 1:30, which no command before it added.",
        "class add dev eth0 parent 1:30 classid 1:30 htb rate 1mbit");

    [Fact]
    public void Duplicate_class() => Refused(
        4, "This tc command adds class 20, which command 3 added already.",
        "class add dev eth0 parent 1: classid 1:20 htb rate 1mbit");

    [Fact]
    public void Ceil_below_rate() => Refused(
        4, "The ceil 1Mbit/s of class 30 is below its rate 2Mbit/s; it must be at least the rate.",
        "class add dev eth0 parent 1: classid 1:30 htb rate 2mbit ceil 1mbit");

    [Fact]
    public void Too_deep() => Refused(
        12, "This tc command puts class 38 9 levels deep; a tree has 8 at most: take out a level.",
        [
            "class add dev eth0 parent 1: classid 1:30 htb rate 2mbit",
            .. Enumerable.Range(0, 8).Select(i =>
                $"class add dev eth0 parent 1:3{i} classid 1:3{i + 1} htb rate 2mbit"),
        ]);

    [Theory]
    [InlineData("web: '1:1'", "Domain 'web' sends through class 1:1, which has classes below it; name a leaf.")]
    [InlineData(
        "web: '1:11'", "Domain 'web' sends through class 1:11, which no command adds; leaves are: 1:10, 1:20.")]
    [InlineData(
        "web: ten", "Found 'ten' where the leaf of domain 'web' must be hexadecimal MAJOR:MINOR, such as 1:10.")]
    [InlineData("wep: '1:10'", "Class '1:10' is for the unknown domain 'wep'; did you mean 'web'?")]
    public void Leaf_that_is_none(string leaf, string message)
    {
        ScenarioError error = Assert.Single(Load(
            $"tc: card.tc, leaves: {{ {leaf} }}",
            "qdisc add dev eth0 root handle 1: htb default 20",
            "class add dev eth0 parent 1: classid 1:1 htb rate 1gbit",
            "class add dev eth0 parent 1:1 classid 1:10 htb rate 10mbit",
            "class add dev eth0 parent 1:1 classid 1:20 htb rate 20mbit").Errors);
        Assert.Equal(("shaped.yaml", message), (error.Source, error.Message));
    }

    [Fact]
    public void Sender_without_leaf_and_default()
    {
        ScenarioError error = Assert.Single(Load(
            "tc: card.tc, leaves: { web: '1:10', bulk1: '1:10' }",
            "qdisc add dev eth0 root handle 1: htb",
            "class add dev eth0 parent 1: classid 1:10 htb rate 10mbit").Errors);
        Assert.StartsWith("Domain 'bulk2' sends over the network", error.Message, StringComparison.Ordinal);
    }

    private void Refused(int line, string message, params string[] commands)
    {
        ScenarioError error = Assert.Single(Load(
            Leaves,
            [
                "qdisc add dev eth0 root handle 1: htb",
                "class add dev eth0 parent 1: classid 1:10 htb rate 10mbit",
                "class add dev eth0 parent 1: classid 1:20 htb rate 20mbit",
                .. commands,
            ]).Errors);
        Assert.Equal((Path.Combine(_directory, "card.tc"), line), (error.Source, error.Line));
        Assert.Equal(message, error.Message);
        Assert.Equal(commands[line - 4], error.SourceLine);
    }

    private ScenarioResult Load(string shaping, params string[] commands)
    {
        File.WriteAllLines(Path.Combine(_directory, "card.tc"), commands);
        return ShapingSample.Load(_directory, shaping);
    }
}
