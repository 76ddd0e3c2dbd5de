namespace Xenisol.Client.Tracing;

/// <summary>A stretch of a request's way, in virtual time.</summary>
internal sealed record Span
{
    /// <summary>The upper half of the trace's identity.</summary>
    public required ulong TraceHigh { get; init; }

    /// <summary>The lower half of the trace's identity.</summary>
    public required ulong TraceLow { get; init; }

    public required ulong Id { get; init; }

    /// <summary>The identity of the span that it is a part of; 0 for the root.</summary>
    public required ulong Parent { get; init; }

    public required string Name { get; init; }

    /// <summary>The identity of the component where the time was spent.</summary>
    public required int Component { get; init; }

    public required long StartNanoseconds { get; init; }

    public required long EndNanoseconds { get; init; }

    /// <summary>Whole numbers, by name.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> Attributes { get; init; }

    /// <summary>What went wrong; empty if nothing did.</summary>
    public string Fault { get; init; } = "";

    public bool IsRoot => Parent == 0;
}
