namespace Xenisol.Scenarios.Golden;

/// <summary>Where the figures of one vCPU must lie on a machine on which things cost something.</summary>
/// <param name="Vcpu">Its index within the host.</param>
/// <param name="Name">Its name: domain and vCPU within it, such as <c>D0.v1</c>.</param>
/// <param name="ShareLeast">The least share of one pCPU, 0 to 1.</param>
/// <param name="ShareGreatest">The greatest.</param>
/// <param name="WakeLatencies">Percentiles of the time from unblock to dispatch: percent, least and greatest in ns.
/// </param>
internal sealed record GoldenBand(
    int Vcpu,
    string Name,
    decimal ShareLeast,
    decimal ShareGreatest,
    IReadOnlyList<(int Percent, long Least, long Greatest)> WakeLatencies);
