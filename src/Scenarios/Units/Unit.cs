namespace Xenisol.Scenarios.Units;

/// <summary>A unit and how many of the quantity's base units it is.</summary>
internal readonly record struct Unit(string Symbol, long Size);
