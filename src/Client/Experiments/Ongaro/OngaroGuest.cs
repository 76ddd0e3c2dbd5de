namespace Xenisol.Client.Experiments.Ongaro;

/// <summary>What runs in a guest.</summary>
/// <param name="Kind">In titles.</param>
/// <param name="Applications">In the scenario.</param>
/// <param name="Receives">Whether it receives a bulk stream.</param>
/// <param name="Burns">Whether it computes for ever.</param>
/// <param name="Pings">Whether its round trips are measured.</param>
internal sealed record OngaroGuest(
    string Kind, string Applications, bool Receives = false, bool Burns = false, bool Pings = false);
