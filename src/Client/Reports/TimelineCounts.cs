namespace Xenisol.Client.Reports;

/// <summary>What a timeline shows, over the whole run.</summary>
/// <param name="Slices">Stays of a vCPU on a core.</param>
/// <param name="WakeUps">Times that a blocked vCPU had work again.</param>
/// <param name="Migrations">Dispatches on another core than the last.</param>
/// <param name="DeadlinesMet">Jobs that were complete by their deadline.</param>
/// <param name="DeadlinesMissed">Jobs that were not, those included that still wait or run at the end.</param>
/// <param name="Complete">Whether all of it is in the file.</param>
internal sealed record TimelineCounts(
    long Slices, long WakeUps, long Migrations, long DeadlinesMet, long DeadlinesMissed, bool Complete);
