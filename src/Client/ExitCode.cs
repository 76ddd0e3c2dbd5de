namespace Xenisol.Client;

/// <summary>What the process returns. Where several apply, the first of 2, 130, 1, 99.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>Anything that went wrong and is none of the others.</summary>
    public const int Failure = 1;

    /// <summary>The command line, the scenario or another input is wrong; nothing was started.</summary>
    public const int BadInput = 2;

    /// <summary>The run is complete, and a promise of the scenario is broken.</summary>
    public const int PromiseBroken = 99;

    /// <summary>Interrupted; what there was until then is kept.</summary>
    public const int Interrupted = 130;
}
