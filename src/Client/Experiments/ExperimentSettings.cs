namespace Xenisol.Client.Experiments;

/// <summary>What a user asks of an experiment.</summary>
/// <param name="Seed">Of whatever is drawn, and of every cell.</param>
/// <param name="IsQuick">Shorter and rougher, to see what it is like.</param>
/// <param name="Sets">Changes to the scenario of every cell, as of <c>run --set</c>.</param>
internal sealed record ExperimentSettings(ulong Seed, bool IsQuick, IReadOnlyList<string> Sets)
{
    public const ulong DefaultSeed = 1;

    /// <summary>One of two values by whether it is to be quick.</summary>
    public T Quick<T>(T quick, T full) => IsQuick ? quick : full;
}
