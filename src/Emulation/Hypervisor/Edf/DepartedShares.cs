using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Hypervisor.Edf;

/// <summary>
/// Shares of cores whose vCPU has been moved away in the middle of its period. What it ran there counts until its
/// deadline, so until then nobody else may have the share.
/// </summary>
internal sealed class DepartedShares
{
    private Departure[] _departures = [];

    /// <summary>Holds a share on a core.</summary>
    /// <param name="core">The core that was left.</param>
    /// <param name="share">The share in parts per billion.</param>
    /// <param name="until">The deadline in ns.</param>
    /// <param name="now">The present instant; what was held until then is forgotten.</param>
    public void Add(int core, long share, long until, long now) =>
        _departures = [.. _departures.Where(one => one.Until > now), new Departure(core, share, until)];

    /// <summary>Adds what is held at an instant to an admission test.</summary>
    public void HoldOn(EdfAdmission admission, long now)
    {
        foreach (var departure in _departures)
        {
            if (departure.Until > now)
            {
                admission.Add(departure.Core, departure.Share);
            }
        }
    }

    public void Transfer(StateTransfer state) => state.Array(ref _departures);

    private readonly record struct Departure(int Core, long Share, long Until);
}
