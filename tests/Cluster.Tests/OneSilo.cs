namespace Xenisol.Cluster.Tests;

public sealed class OneSilo() : RingCluster(1);
