using Xenisol.Scenarios.Binding;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Admission;

/// <summary>The reservation of one vCPU.</summary>
/// <param name="Owner">Whose it is, as it stands in an error.</param>
/// <param name="Position">Where it was written.</param>
/// <param name="Terms">How much it reserves.</param>
/// <param name="Affinity">The pCPUs it may run on; empty for all.</param>
internal readonly record struct Reservation(
    string Owner, SourcePosition Position, CpuTerms Terms, IReadOnlyList<int> Affinity)
{
    public long SharePpb => Terms.SharePpb;

    public int SharePpm => Terms.SharePpm;
}
