using Xenisol.Emulation.Fleet;

namespace Xenisol.Scenarios.Golden;

/// <summary>A file of schema <c>xenisol-golden/1</c>: a scenario, and what Xen's own scheduler did with it.</summary>
public sealed record GoldenScenario
{
    /// <summary>The file's identifier, such as <c>credit-08-five-on-two</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it shows.</summary>
    public required string Title { get; init; }

    /// <summary>
    /// One host of profile <c>zero</c> without devices, and one domain for each of the file's. Application n of a
    /// domain is the <see cref="WorkloadPlan"/> of its vCPU n.
    /// </summary>
    public required RunPlan Plan { get; init; }

    /// <summary>Changes of scheduling parameters during the run, in the order of the file.</summary>
    public required IReadOnlyList<GoldenParameterChange> ParameterChanges { get; init; }

    /// <summary>What each engine did, in the order of the file.</summary>
    public required IReadOnlyList<GoldenResult> Results { get; init; }

    /// <summary>Members of the file that are not read, and so not compared; usually none.</summary>
    public IReadOnlyList<string> NotRead { get; init; } = [];

    /// <summary>What one engine did, such as <c>xen-4.23-dev</c>.</summary>
    /// <exception cref="KeyNotFoundException">The file has no results of that engine.</exception>
    public GoldenResult ResultOf(string engine)
    {
        foreach (GoldenResult result in Results)
        {
            if (result.Engine == engine)
            {
                return result;
            }
        }

        string known = string.Join(", ", Results.Select(result => result.Engine));
        throw new KeyNotFoundException($"{Id} has no results of engine '{engine}'; it has: {known}.");
    }
}
