using System.Globalization;

namespace Xenisol.Scenarios.TrafficControl;

/// <summary>The words of one tc command, taken from left to right; whatever is wrong with one ends the command.
/// </summary>
internal sealed class TcWords
{
    private readonly string[] _words;
    private int _next;

    public TcWords(string command) =>
        _words = command.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    public bool AtEnd => _next >= _words.Length;

    /// <summary>The next word, left where it is; empty at the end.</summary>
    public string Peek => AtEnd ? "" : _words[_next];

    /// <exception cref="FormatException">The command ends here.</exception>
    public string Take(string needed) => AtEnd
        ? throw new FormatException($"ends where {needed} is needed.")
        : _words[_next++];

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
}
