namespace Xenisol.Grains;

/// <summary>
/// A run, or a call to one, cannot go on: lost state, a refused plan, a broken rule of the emulation.
/// </summary>
[GenerateSerializer]
[Alias("xenisol.run-failed")]
public sealed class RunFailedException : Exception
{
    /// <summary>States what happened, where, and what must hold.</summary>
    public RunFailedException(string message)
        : base(message)
    {
    }

    /// <summary>States what happened, with its cause.</summary>
    public RunFailedException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>For serializers only.</summary>
    public RunFailedException()
    {
    }
}
