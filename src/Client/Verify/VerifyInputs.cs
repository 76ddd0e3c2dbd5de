namespace Xenisol.Client.Verify;

/// <summary>The golden files that are to be verified: files as named, and the *.json files of folders.</summary>
internal static class VerifyInputs
{
    /// <summary>What the paths name, in their order; within a folder, with all below it, in the order of names.
    /// </summary>
    public static IEnumerable<(string Name, Func<string> Read)> Of(IEnumerable<string> paths) => paths.SelectMany(Of);

    private static IEnumerable<(string Name, Func<string> Read)> Of(string path)
    {
        if (!Directory.Exists(path))
        {
            return [(path, () => File.ReadAllText(path))];
        }

        string[] files;
        try
        {
            files = [.. Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories)];
            Array.Sort(files, StringComparer.Ordinal);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [(path, () => throw new IOException($"{path} cannot be listed: {fault.Message}", fault))];
        }

        return files.Length > 0
            ? files.Select(file => (file, new Func<string>(() => File.ReadAllText(file))))
            : [(path, () => throw new InvalidDataException(
                $"{path} is a folder without *.json files: name golden files, or a folder of them."))];
    }
}
