namespace Xenisol.Client.Runs;

/// <summary>Where a run's grains live; disposing of it disconnects, and ends what was started for it.</summary>
internal interface ICluster : IAsyncDisposable
{
    IGrainFactory Grains { get; }

    /// <summary>Where other clients connect, <c>address:port</c>.</summary>
    string Gateway { get; }
}
