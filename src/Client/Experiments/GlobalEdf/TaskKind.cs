namespace Xenisol.Client.Experiments.GlobalEdf;

/// <summary>A kind of task sets.</summary>
/// <param name="Name">As in the data.</param>
/// <param name="Description">As in titles.</param>
/// <param name="TotalPercent">Work of all tasks, of all cores.</param>
/// <param name="LeastPercent">The least work of a task, of one core.</param>
/// <param name="MostPercent">The greatest work of a task, of one core.</param>
/// <param name="Partitions">Whether partitioned schedulers admit its sets.</param>
internal sealed record TaskKind(
    string Name, string Description, int TotalPercent, int LeastPercent, int MostPercent, bool Partitions)
{
    /// <summary>They fit on cores one by one.</summary>
    public static TaskKind Light { get; } = new("light", "tasks that partition", 70, 10, 40, Partitions: true);

    /// <summary>No two of them fit on one core, and there are more of them than cores.</summary>
    public static TaskKind Heavy { get; } = new(
        "heavy", "tasks that do not partition", 80, 50, 60, Partitions: false);

    public static IReadOnlyList<TaskKind> All { get; } = [Light, Heavy];
}
