namespace Xenisol.Client.Terminals;

/// <summary>How far something is.</summary>
/// <param name="Part">From 0 to 1.</param>
/// <param name="Line">The same as a line of text.</param>
/// <param name="IsOver">Whether this is the last step.</param>
internal sealed record ProgressStep(double Part, string Line, bool IsOver);
