namespace Xenisol.Client.Tests.Timelines;

/// <summary>An instant; <c>Tid</c> is 0 if it is on no vCPU's track.</summary>
internal sealed record ReadInstant(
    long At, long Tid, string Name, Dictionary<string, long> Figures, long Begins, long Ends);
