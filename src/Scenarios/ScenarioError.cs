using System.Globalization;

namespace Xenisol.Scenarios;

/// <summary>One fault of a scenario: where it is, what was found, what must hold.</summary>
/// <param name="Source">The file, or the option such as <c>--set seed=x</c>.</param>
/// <param name="Line">Line, from 1; 0 if the fault belongs to no line.</param>
/// <param name="Column">Column, from 1; 0 if the fault belongs to no line.</param>
/// <param name="Message">One sentence.</param>
/// <param name="SourceLine">The text of the line; empty if the fault belongs to no line.</param>
public sealed record ScenarioError(string Source, int Line, int Column, string Message, string SourceLine)
{
    private const int ShownMax = 120;
    private const int ShownBefore = 80;
    private const string Left = "… ";
    private const string Right = " …";

    /// <summary><c>file:line:column: message</c>, then the line and a caret under the column. Of a long line, what is
    /// around the caret; of a long option, its beginning.</summary>
    public override string ToString()
    {
        if (Line == 0)
        {
            bool isLong = Source.Length > ShownMax && Source.StartsWith("--", StringComparison.Ordinal);
            return $"{(isLong ? Source[..ShownMax] + Right : Source)}: {Message}";
        }

        string place = string.Create(CultureInfo.InvariantCulture, $"{Source}:{Line}:{Column}");
        (string shown, int caret) = Excerpt();
        return $"{place}: {Message}\n  {shown}\n  {Indent(shown.AsSpan(0, caret))}^";
    }

    /// <summary>The line, or the part of a long one around its column; and how many characters stand before that.
    /// </summary>
    private (string Shown, int Caret) Excerpt()
    {
        int caret = Math.Min(Column - 1, SourceLine.Length);
        if (SourceLine.Length <= ShownMax)
        {
            return (SourceLine, caret);
        }

        int from = Math.Clamp(caret - ShownBefore, 0, SourceLine.Length - ShownMax);
        string left = from > 0 ? Left : "";
        string right = from + ShownMax < SourceLine.Length ? Right : "";
        return ($"{left}{SourceLine.AsSpan(from, ShownMax)}{right}", left.Length + caret - from);
    }

    // Tabs stay tabs, so that the caret stands under its column however wide a tab is shown.
    private static string Indent(ReadOnlySpan<char> before)
    {
        char[] indent = new char[before.Length];
        for (int i = 0; i < indent.Length; i++)
        {
            indent[i] = before[i] == '\t' ? '\t' : ' ';
        }

        return new string(indent);
    }
}
