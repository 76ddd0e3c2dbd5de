namespace Xenisol.Client.Experiments;

/// <summary>The options of <c>xenisol experiment NAME</c>.</summary>
internal sealed record ExperimentOptions
{
    public required ExperimentSettings Settings { get; init; }

    /// <summary>A folder for data, figures and cells.</summary>
    public string? Out { get; init; }

    /// <summary>A file, or <c>-</c> for standard output.</summary>
    public string? Json { get; init; }

    /// <summary>How many cells run beside each other; at least 1.</summary>
    public required int Threads { get; init; }

    public bool IsQuiet { get; init; }
}
