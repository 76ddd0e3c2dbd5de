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
    /// <summary><c>file:line:column: message</c>, then the line and a caret under the column.</summary>
    public override string ToString()
    {
        if (Line == 0)
        {
            return $"{Source}: {Message}";
        }

        string place = string.Create(CultureInfo.InvariantCulture, $"{Source}:{Line}:{Column}");
        return $"{place}: {Message}\n  {SourceLine}\n  {Indent()}^";
    }

    // Tabs stay tabs, so that the caret stands under its column however wide a tab is shown.
    private string Indent()
    {
        ReadOnlySpan<char> before = SourceLine.AsSpan(0, Math.Min(Column - 1, SourceLine.Length));
        char[] indent = new char[before.Length];
        for (int i = 0; i < indent.Length; i++)
        {
            indent[i] = before[i] == '\t' ? '\t' : ' ';
        }

        return new string(indent);
    }
}
