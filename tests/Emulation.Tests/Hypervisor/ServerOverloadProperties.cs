using CsCheck;
using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>
/// Aim: hard and soft constant-bandwidth servers follow the rules of the golden files where a core is overloaded too.
/// Method: random servers and tasks, whose demand is mostly beyond the cores; every finish, miss and stretch must equal
/// a simulator that was written from the text of the rules.
/// </summary>
public sealed class ServerOverloadProperties
{
    private const int Horizon = 120;

    private static readonly Gen<int> Cost = Gen.Frequency((4, Gen.Int[1, 12]), (1, Gen.Const(10_000)));

    private static readonly Gen<(int Period, int Slice, (int Gap, int Cost)[] Arrivals)> Server =
        from period in Gen.Int[3, 16]
        from slice in Gen.Int[1, period]
        from arrivals in Gen.Select(Gen.Int[0, 25], Cost).Array[1, 6]
        select (period, slice, arrivals);

    private static readonly Gen<(int Period, int Slice)> Task =
        from period in Gen.Int[4, 16]
        from slice in Gen.Int[1, period / 2]
        select (period, slice);

    [Fact]
    public void Servers_follow_the_rules_whatever_the_load() =>
        Gen.Select(Gen.Int[1, 3], Gen.Bool, Server.Array[1, 5], Task.Array[0, 2])
            .Sample(
                (cores, soft, servers, tasks) =>
                {
                    var reference = new ServerReference(cores, soft);
                    foreach (var (period, slice, arrivals) in servers)
                    {
                        var at = 0;
                        reference.AddServer(
                            period, slice, [.. arrivals.Select(arrival => (at += arrival.Gap, arrival.Cost))]);
                    }

                    foreach (var (period, slice) in tasks)
                    {
                        reference.AddTask(period, slice, Horizon);
                    }

                    Check(reference);
                },
                iter: 500);

    [Fact]
    public void Two_hard_hogs_of_118_percent_lag_for_ever()
    {
        var reference = new ServerReference(1, soft: false);
        reference.AddServer(12, 7, [(0, 10_000)]);
        reference.AddServer(5, 3, [(0, 10_000)]);

        // Each postpones its deadline by its own period for each slice, and the core is shared nearly as 7/12 to 3/5.
        Assert.Equal([57, 63], Check(reference));
    }

    private static int[] Check(ServerReference reference)
    {
        var file = reference.Run(Horizon);
        var verdict = GoldenVerifiers.Verify(file, "random");
        Assert.True(
            verdict.Conformity == GoldenConformity.Exact,
            string.Join('\n', verdict.Differences.Take(1)) + $" in {file}");
        return reference.CpuTimes();
    }
}
