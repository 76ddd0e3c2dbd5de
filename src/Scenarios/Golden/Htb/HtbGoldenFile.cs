using Xenisol.Emulation.Shaping;

namespace Xenisol.Scenarios.Golden.Htb;

/// <summary>A configuration of Linux's HTB, what was measured on a kernel, and what a noise-free model of it gives.
/// </summary>
internal sealed record HtbGoldenFile
{
    /// <summary>The tree, as the file's tc commands set it up.</summary>
    public required HtbOptions Options { get; init; }

    /// <summary>Who sends what.</summary>
    public required IReadOnlyList<HtbFlow> Flows { get; init; }

    /// <summary>How long the sources run, in ns.</summary>
    public required long Duration { get; init; }

    /// <summary>The measured stretch, in ns.</summary>
    public required (long From, long To) Window { get; init; }

    /// <summary>Stretches that are measured one by one; empty where the file has none.</summary>
    public required IReadOnlyList<HtbGoldenPhase> Phases { get; init; }

    /// <summary>The kernel's release; empty where the file does not tell it.</summary>
    public required string Kernel { get; init; }

    /// <summary>The classes as the kernel held them.</summary>
    public required IReadOnlyList<HtbGoldenClass> Classes { get; init; }

    /// <summary>For each flow, what the kernel and the model gave.</summary>
    public required IReadOnlyList<HtbGoldenResult> Results { get; init; }

    /// <summary>How near the kernel's numbers must be.</summary>
    public required HtbGoldenTolerance Tolerance { get; init; }
}
