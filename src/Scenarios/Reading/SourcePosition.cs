namespace Xenisol.Scenarios.Reading;

/// <summary>A place in a text; line and column count from 1, and are 0 for the text as a whole.</summary>
internal readonly record struct SourcePosition(SourceText Source, int Line, int Column)
{
    public SourcePosition Right(int columns) => Line == 0 ? this : this with { Column = Column + columns };
}
