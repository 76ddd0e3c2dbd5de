namespace Xenisol.Emulation.Engine;

/// <summary>The emulated world cannot go on: a loop without progress, a message without delay, lost state.</summary>
public sealed class EmulationException : Exception
{
    /// <summary>States what happened, where, and what must hold.</summary>
    public EmulationException(string message)
        : base(message)
    {
    }

    /// <summary>States what happened, with its cause.</summary>
    public EmulationException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>For serializers only.</summary>
    public EmulationException()
    {
    }
}
