namespace Xenisol.Client.Timelines;

/// <summary>A figure that an instant carries.</summary>
/// <param name="Name">Which.</param>
/// <param name="Value">The figure, or the identity of a text.</param>
internal readonly record struct TimelineAnnotation(TimelineFigure Name, long Value);
