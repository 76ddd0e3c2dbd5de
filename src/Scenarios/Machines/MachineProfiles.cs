using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Machines;

/// <summary>The machine profiles that are shipped, so that a name such as <c>xeon-2008</c> works anywhere.</summary>
public static class MachineProfiles
{
    private const string Prefix = "machines/";
    private const string Suffix = ".yaml";

    /// <summary>The profile in which nothing costs anything.</summary>
    public static MachineProfile Zero { get; } = new() { Name = "zero" };

    /// <summary>The names of the shipped profiles, in alphabetical order.</summary>
    public static IReadOnlyList<string> Shipped { get; } =
        [.. typeof(MachineProfiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal)];

    /// <summary>A shipped profile.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    /// <exception cref="InvalidDataException">The shipped file is wrong.</exception>
    public static MachineProfile Get(string name)
    {
        ErrorList errors = new();
        string text = TextOf(name)
            ?? throw new KeyNotFoundException(
                $"There is no machine profile '{name}'{Suggestion.Among(name, Shipped, "profiles")}");
        MachineProfile profile = MachineBinder.Read(SourceText.OfFile(Prefix + name + Suffix, text), text, errors);
        return errors.IsEmpty ? profile : throw new InvalidDataException(errors.ByLine()[0].ToString());
    }

    /// <summary>A profile of a file, or a shipped one.</summary>
    /// <param name="nameOrPath">A path, if it has a directory or ends in .yaml; else the name of a shipped profile.
    /// </param>
    /// <exception cref="KeyNotFoundException">There is no shipped profile of that name.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is wrong; the message has its line and column.</exception>
    public static MachineProfile Find(string nameOrPath)
    {
        if (!nameOrPath.Contains('/', StringComparison.Ordinal)
            && !nameOrPath.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return Get(nameOrPath);
        }

        ErrorList errors = new();
        string text = File.ReadAllText(nameOrPath);
        MachineProfile profile = MachineBinder.Read(SourceText.OfFile(nameOrPath, text), text, errors);
        return errors.IsEmpty ? profile : throw new InvalidDataException(errors.ByLine()[0].ToString());
    }

    /// <summary>The text of a shipped profile; null if there is none of that name.</summary>
    internal static string? TextOf(string name)
    {
        using Stream? stream = typeof(MachineProfiles).Assembly.GetManifestResourceStream(Prefix + name + Suffix);
        if (stream is null)
        {
            return null;
        }

        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
