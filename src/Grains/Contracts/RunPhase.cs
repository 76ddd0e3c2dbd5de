namespace Xenisol.Grains;

/// <summary>The life of a run: Created → Running ⇄ Paused → Finished, Stopped or Failed.</summary>
public enum RunPhase
{
    /// <summary>Nothing was started under this name.</summary>
    Created,

    /// <summary>Virtual time goes on.</summary>
    Running,

    /// <summary>Virtual time stands at a boundary; questions and commands are taken.</summary>
    Paused,

    /// <summary>The plan's duration was reached.</summary>
    Finished,

    /// <summary>It was stopped before; the result covers the time until then.</summary>
    Stopped,

    /// <summary>It cannot go on; the progress says why.</summary>
    Failed,
}
