using Orleans.Concurrency;

namespace Xenisol.Cluster.Tests.Activation;

/// <summary>Two of them call each other in their first turns.</summary>
[Alias("xenisol.tests.IPairGrain")]
public interface IPairGrain : IGrainWithStringKey
{
    [Alias("Meet")]
    Task Meet(string other);

    [Alias("Touch")]
    [AlwaysInterleave]
    Task Touch();
}
