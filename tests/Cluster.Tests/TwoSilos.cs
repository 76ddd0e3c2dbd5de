namespace Xenisol.Cluster.Tests;

public sealed class TwoSilos() : RingCluster(2);
