namespace Xenisol.Client.Reports;

/// <summary>What became of the sampled requests: none is dropped without being counted here.</summary>
/// <param name="Requests">Sampled requests.</param>
/// <param name="Spans">Spans that were made of them.</param>
/// <param name="Unfinished">Requests that were under way at the end, or failed; they are exported, marked so.</param>
/// <param name="Lost">Spans that did not arrive, summed over the places they were to go to.</param>
internal sealed record TraceCounts(long Requests, long Spans, long Unfinished, long Lost);
