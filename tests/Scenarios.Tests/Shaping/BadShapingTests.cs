namespace Xenisol.Scenarios.Tests.Shaping;

/// <summary>Each kind of bad tree or bucket has its own message, at its own line.</summary>
public sealed class BadShapingTests
{
    private const string Rest = "{ name: rest, rate: 1Mbit/s, domains: [web, bulk] }";

    [Fact]
    public void Circle() => Refused(
        2, "The classes a → c → b → a are each other's parents; one of them must be a root or have another parent.",
        "classes: [ " + Rest + ",",
        "{ name: a, parent: c, rate: 1Mbit/s },",
        "{ name: b, parent: a, rate: 1Mbit/s },",
        "{ name: c, parent: b, rate: 1Mbit/s } ]");

    [Fact]
    public void Own_parent() => Refused(
        2, "The classes a → a are each other's parents; one of them must be a root or have another parent.",
        "classes: [ " + Rest + ",",
        "{ name: a, parent: a, rate: 1Mbit/s } ]");

    [Fact]
    public void Too_deep() => Refused(
        10, "Class 'c9' stands 9 levels deep, under c1 → c2 → c3 → c4 → c5 → c6 → c7 → c8; a tree has 8 at most: take"
        + " out a level.",
        [
            "classes: [ " + Rest + ", { name: c1, rate: 1Mbit/s },",
            .. Enumerable.Range(1, 8).Select(i => $"{{ name: c{i + 1}, parent: c{i}, rate: 1Mbit/s }},").Prepend(""),
            "]",
        ]);

    [Fact]
    public void Ceil_below_rate() => Refused(
        1, "The ceil 1Mbit/s of class 'a' is below its rate 2Mbit/s; it must be at least the rate.",
        "default: a, classes: [ { name: a, rate: 2Mbit/s, ceil: 1Mbit/s } ]");

    [Fact]
    public void Unknown_parent() => Refused(
        2, "Unknown class 'crad' as parent of class 'a'; did you mean 'card'?",
        "default: a, classes: [ { name: card, rate: 1Gbit/s },",
        "{ name: a, parent: crad, rate: 2Mbit/s } ]");

    [Fact]
    public void Parent_of_a_nested_class() => Refused(
        2, "Class 'a' stands under 'card' already; leave 'parent' out.",
        "default: a, classes: [ { name: card, rate: 1Gbit/s, children: [",
        "{ name: a, parent: card, rate: 2Mbit/s } ] } ]");

    [Fact]
    public void Duplicate_class() => Refused(
        2, "The class name 'a' appears twice; it stands in line 9 already.",
        "default: a, classes: [ { name: a, rate: 1Gbit/s },",
        "{ name: a, rate: 2Mbit/s } ]");

    [Fact]
    public void Name_that_an_option_gives_twice_stands_in_no_line()
    {
        ScenarioResult result = ScenarioFile.Parse(
            ShapingSample.Text("plans: domains"), "shaped.yaml", "", ["hosts[0].driverDomain.shaping="
                + "{ default: a, classes: [ { name: a, rate: 1Gbit/s }, { name: a, rate: 1Gbit/s } ] }"]);
        Assert.Equal("The class name 'a' appears twice.", Assert.Single(result.Errors).Message);
    }

    [Fact]
    public void Domain_in_an_inner_class() => Refused(
        1, "Domain 'web' sends through class 'card', which has classes below it; name the domain at a leaf.",
        "default: a, classes: [ { name: card, rate: 1Gbit/s, domains: [web], children: [",
        "{ name: a, rate: 2Mbit/s } ] } ]");

    [Fact]
    public void Queue_of_an_inner_class() => Refused(
        1, "Class 'card' has classes below it; only a leaf has a queue.",
        "default: a, classes: [ { name: card, rate: 1Gbit/s, queue: { pfifo: 5 }, children: [",
        "{ name: a, rate: 2Mbit/s } ] } ]");

    [Fact]
    public void Queue_of_two_kinds() => Refused(
        1, "'queue' of class 'a' must have one of 'pfifo', the packets that may wait, and 'bfifo', the bytes.",
        "default: a, classes: [ { name: a, rate: 1Gbit/s, queue: { pfifo: 5, bfifo: 15KiB } } ]");

    [Fact]
    public void Unknown_default() => Refused(
        1, "Unknown class 'b' as default; the classes are: rest.", "default: b, classes: [ " + Rest + " ]");

    [Fact]
    public void Inner_default() => Refused(
        1, "The default class 'card' has classes below it; the default must be a leaf.",
        "default: card, classes: [ { name: card, rate: 1Gbit/s, children: [ " + Rest + " ] } ]");

    [Fact]
    public void Unknown_domain() => Refused(
        2, "Class 'a' is for the unknown domain 'wbe'; did you mean 'web'?",
        "default: a, classes: [",
        "{ name: a, rate: 1Gbit/s, domains: [wbe] } ]");

    [Fact]
    public void Domain_with_two_classes() => Refused(
        2, "Domain 'bulk2' has two classes, 'rest' and 'a'; name it once.",
        "classes: [ " + Rest + ",",
        "{ name: a, rate: 1Gbit/s, domains: [bulk2] } ]");

    [Fact]
    public void Sender_without_class() => Refused(
        10, "Domain 'bulk2' sends over the network of host 'host', but has no class in its tree; name it at a leaf, or"
        + " give the tree a leaf as 'default'.",
        "classes: [ { name: a, rate: 1Gbit/s, domains: [web, bulk1] } ]");

    [Fact]
    public void Two_sources_of_the_tree() => Refused(
        0, "'shaping' of 'driverDomain' of host 'host' must have one of plans, classes, tc, tbf; found plans and tbf.",
        "plans: domains, tbf: { rate: 1Gbit/s, burst: 64KiB, latency: 1ms }");

    [Fact]
    public void No_source_of_the_tree() => Refused(
        0, "'shaping' of 'driverDomain' of host 'host' must have one of plans, classes, tc, tbf; found none.",
        "hysteresis: true");

    [Fact]
    public void Peak_rate_that_is_no_peak() => Refused(
        1, "The peakRate 1Gbit/s of 'tbf' of 'shaping' of 'driverDomain' of host 'host' must be above its rate"
        + " 1Gbit/s.",
        "tbf: { rate: 1Gbit/s, burst: 64KiB, latency: 1ms, peakRate: 1Gbit/s, mtu: 2KB }");

    [Fact]
    public void Peak_rate_without_bucket() => Refused(
        1, "'tbf' of 'shaping' of 'driverDomain' of host 'host' must have both 'peakRate' and 'mtu', the peak rate's"
        + " bucket, or neither.",
        "tbf: { rate: 1Mbit/s, burst: 64KiB, latency: 1ms, peakRate: 1Gbit/s }");

    [Fact]
    public void Token_bucket_without_limit() => Refused(
        1, "'tbf' of 'shaping' of 'driverDomain' of host 'host' must have one of 'limit', the bytes that may wait, and"
        + " 'latency', the longest that they may.",
        "tbf: { rate: 1Mbit/s, burst: 64KiB }");

    [Fact]
    public void Bucket_that_holds_no_frame() => Refused(
        1, "'burst' of 'tbf' of 'shaping' of 'driverDomain' of host 'host' is 1000B; it must be 1514B to 4294967295B.",
        "tbf: { rate: 1Mbit/s, burst: 1000B, latency: 1ms }");

    private static void Refused(int line, string message, params string[] shaping) =>
        Assert.Equal((line, message), ShapingSample.Fault(shaping));
}
