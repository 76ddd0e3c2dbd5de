namespace Xenisol.Client.Experiments.Figures;

/// <summary>What limits the throughput of a cell: what is used most of what there is of it.</summary>
internal enum Bottleneck
{
    /// <summary>The driver domain's share of CPU.</summary>
    DriverCpu,

    /// <summary>The ceilings of the token buckets.</summary>
    HtbClass,

    /// <summary>The card's link.</summary>
    Link,

    /// <summary>The senders' shares of CPU.</summary>
    Guest,
}
