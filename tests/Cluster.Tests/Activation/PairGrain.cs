using Xenisol.Grains;
using Xenisol.Grains.Worlds;

namespace Xenisol.Cluster.Tests.Activation;

internal sealed class PairGrain(RunDirectory directory) : XenisolGrain(directory), IPairGrain
{
    public Task Meet(string other) => GrainFactory.GetGrain<IPairGrain>(other).Touch();

    public Task Touch() => Task.CompletedTask;
}
