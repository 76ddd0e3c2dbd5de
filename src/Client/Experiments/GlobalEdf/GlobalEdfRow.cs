namespace Xenisol.Client.Experiments.GlobalEdf;

/// <summary>What one cell of the experiment measured.</summary>
internal sealed record GlobalEdfRow
{
    /// <summary>The kind of task set: its name.</summary>
    public required string Tasks { get; init; }

    public required string Scheduler { get; init; }

    public required int Cores { get; init; }

    /// <summary>Which of the sets of this kind and size, from 1.</summary>
    public required int Set { get; init; }

    public required int TaskCount { get; init; }

    /// <summary>Work of all tasks, of all cores.</summary>
    public required double WorkPercent { get; init; }

    /// <summary>Reservations of all tasks, of all cores.</summary>
    public required double ReservedPercent { get; init; }

    /// <summary>Whether a partitioned scheduler admits the set.</summary>
    public required bool Partitions { get; init; }

    public required long Jobs { get; init; }

    public required long JobsLate { get; init; }

    public required double LatePercent { get; init; }

    /// <summary>Time of all cores in decisions and in waiting for the lock.</summary>
    public required double HypervisorPercent { get; init; }

    /// <summary>Time of all cores in switches and refills.</summary>
    public required double SwitchPercent { get; init; }

    /// <summary>Both.</summary>
    public double OverheadPercent => Math.Round(HypervisorPercent + SwitchPercent, 6);

    public required long Switches { get; init; }
}
