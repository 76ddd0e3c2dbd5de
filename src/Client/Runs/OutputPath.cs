namespace Xenisol.Client.Runs;

/// <summary>
/// Files and folders that an option names. They are opened before anything starts, so that a path that cannot be
/// written is bad input and not a lost result.
/// </summary>
internal static class OutputPath
{
    /// <summary>What an option takes for standard output.</summary>
    public const string StandardOutput = "-";

    /// <summary>Opens a file; null if none was asked for, or with a fault if it cannot be written.</summary>
    public static OutputFile? CreateFile(string option, string? path, List<string> faults)
    {
        OutputFile? created = null;
        if (path is not null)
        {
            Try(option, path, faults, () => created = new OutputFile(path));
        }

        return created;
    }

    /// <summary>Creates a folder, if one was asked for.</summary>
    public static void CreateFolder(string option, string? path, List<string> faults)
    {
        if (path is not null)
        {
            Try(option, path, faults, () => Directory.CreateDirectory(path));
        }
    }

    /// <summary>Tries a path; what is wrong with it becomes a fault.</summary>
    public static void Try(string option, string path, List<string> faults, Action write)
    {
        if (path == StandardOutput)
        {
            faults.Add($"{option} {path}: only --json writes to standard output, where the report goes; name a path, "
                + "such as ./- for one that is called so.");
            return;
        }

        try
        {
            write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            faults.Add($"{option} {path}: it cannot be written: {fault.Message}");
        }
    }
}
