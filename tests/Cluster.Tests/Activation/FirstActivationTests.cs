using System.Reflection;
using Xenisol.Grains;

namespace Xenisol.Cluster.Tests.Activation;

/// <summary>
/// Orleans 10.4 runs a grain's first request under its activation's lock: two grains that call each other in their
/// first
/// turns hang for ever. The base class of all grains avoids it.
/// </summary>
public sealed class FirstActivationTests(OneSilo silo) : IClassFixture<OneSilo>
{
    private static readonly TimeSpan Hung = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Two_grains_that_call_each_other_in_their_first_turns_do_not_hang()
    {
        const int Pairs = 200;
        var meetings = Enumerable.Range(0, Pairs).SelectMany(pair => new[]
        {
            silo.Client.GetGrain<IPairGrain>($"a{pair}").Meet($"b{pair}"),
            silo.Client.GetGrain<IPairGrain>($"b{pair}").Meet($"a{pair}"),
        });

        await Task.WhenAll(meetings).WaitAsync(Hung, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Every_grain_has_the_base_class_that_yields()
    {
        var grains = typeof(XenisolGrain).Assembly.GetTypes()
            .Where(type => typeof(Grain).IsAssignableFrom(type) && !type.IsAbstract)
            .ToList();

        Assert.NotEmpty(grains);
        Assert.All(grains, grain => Assert.True(typeof(XenisolGrain).IsAssignableFrom(grain), grain.FullName));
        Assert.True(typeof(XenisolGrain).GetMethod(
            nameof(XenisolGrain.OnActivateAsync), BindingFlags.Public | BindingFlags.Instance)!.IsFinal);
    }
}
