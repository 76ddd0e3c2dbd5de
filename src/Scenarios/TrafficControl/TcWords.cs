using System.Globalization;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.TrafficControl;

/// <summary>The words of one tc command, taken from left to right; whatever is wrong with one ends the command.
/// </summary>
internal sealed class TcWords
{
    private readonly List<(string Word, int Line)> _words = [];
    private readonly int _first;
    private int _next;

    private TcWords(int first) => _first = first;

    public bool AtEnd => _next >= _words.Count;

    /// <summary>The next word, left where it is; empty at the end.</summary>
    public string Peek => AtEnd ? "" : _words[_next].Word;

    /// <summary>The line of the word that was taken last.</summary>
    public int Line => _next > 0 ? _words[_next - 1].Line : _first;

    /// <summary>Whether it goes on in another line, and there is none.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The command that begins in a line: up to a comment, and on while lines end with a backslash.</summary>
    /// <param name="lines">All lines.</param>
    /// <param name="line">The line; then that of the next command.</param>
    public static TcWords From(IReadOnlyList<string> lines, ref int line)
    {
        TcWords words = new(line);
        do
        {
            words.IsCut = words.Add(lines[line], line);
            line++;
        }
        while (words.IsCut && line < lines.Count);
        return words;
    }

    /// <exception cref="FormatException">The command ends here.</exception>
    public string Take(string needed) => AtEnd
        ? throw new FormatException($"ends where {needed} is needed.")
        : _words[_next++].Word;

    public long Rate(string option)
    {
        string word = Take($"a rate after '{option}'");
        return TcAmount.TryRate(word, out long rate) && rate >= 8
            ? rate
            : throw new FormatException(
                $"has {option} '{word}'; it must be a rate of at least 8 bit/s, such as 10mbit.");
    }

    public long Size(string option)
    {
        string word = Take($"a size after '{option}'");
        return TcAmount.TrySize(word, out long size)
            ? size
            : throw new FormatException($"has {option} '{word}'; it must be a size in bytes, such as 15k.");
    }

    public int Whole(string option, int most)
    {
        string word = Take($"a number after '{option}'");
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= most
            ? value
            : throw new FormatException($"has {option} '{word}'; it must be a whole number from 0 to {most}.");
    }

    public (int Major, int Minor) Handle(string option)
    {
        string word = Take($"a class id after '{option}'");
        return TcAmount.TryHandle(word, out int major, out int minor)
            ? (major, minor)
            : throw new FormatException($"has {option} '{word}'; it must be hexadecimal MAJOR:MINOR, such as 1:10.");
    }

    public long Nanoseconds(string option, long least, long most)
    {
        string word = Take($"a time after '{option}'");
        return TcAmount.TryTime(word, out long time) && time >= least && time <= most
            ? time
            : throw new FormatException(
                $"has {option} '{word}'; it must be a time from {Quantity.Duration.Show(least)} to "
                + $"{Quantity.Duration.Show(most)}, such as 50ms.");
    }

    /// <summary>Takes a line in; whether the next one belongs to it.</summary>
    private bool Add(string text, int line)
    {
        string trimmed = text.TrimEnd();
        bool goesOn = trimmed.EndsWith('\\');
        string[] words = (goesOn ? trimmed[..^1] : trimmed).Split(
            (char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        int comment = Array.FindIndex(words, word => word.StartsWith('#'));
        _words.AddRange((comment < 0 ? words : words[..comment]).Select(word => (word, line)));
        return goesOn && comment < 0;
    }
}
