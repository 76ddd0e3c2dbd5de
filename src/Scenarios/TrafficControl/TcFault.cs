namespace Xenisol.Scenarios.TrafficControl;

/// <summary>What is wrong with a tc command.</summary>
/// <param name="Command">The index of the command among those that were given.</param>
/// <param name="Message">One sentence, with what was found and what must hold.</param>
public sealed record TcFault(int Command, string Message);
