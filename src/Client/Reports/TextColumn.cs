namespace Xenisol.Client.Reports;

/// <summary>A column of a <see cref="TextTable"/>.</summary>
/// <param name="Title">What stands above it.</param>
/// <param name="Group">Columns of one group stay together where a narrow terminal folds the table.</param>
/// <param name="AlignsLeft">Whether it is text; numbers are aligned right.</param>
internal sealed record TextColumn(string Title, int Group = 0, bool AlignsLeft = false);
