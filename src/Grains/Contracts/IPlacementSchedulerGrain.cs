namespace Xenisol.Grains;

/// <summary>Places domains on hosts, first fit with EDF admission. Key: the run's name.</summary>
[Alias("xenisol.IPlacementSchedulerGrain")]
public interface IPlacementSchedulerGrain : IGrainWithStringKey
{
    /// <summary>Gives every domain that names no host the first one where its reservations fit.</summary>
    [Alias("Place")]
    Task<PlacementAnswer> Place(byte[] plan);
}
