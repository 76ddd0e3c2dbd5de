namespace Xenisol.Client.Experiments.RtVcpu;

/// <summary>Where hogs run beside the job.</summary>
/// <param name="Name">What the table and the legend call it.</param>
/// <param name="Inside">Whether there are some in its domain.</param>
/// <param name="Outside">Whether there are some in other domains.</param>
internal sealed record HogPlaces(string Name, bool Inside, bool Outside)
{
    /// <summary>From nowhere to everywhere.</summary>
    public static IReadOnlyList<HogPlaces> All { get; } =
    [
        new("none", Inside: false, Outside: false),
        new("inside", Inside: true, Outside: false),
        new("outside", Inside: false, Outside: true),
        new("both", Inside: true, Outside: true),
    ];
}
