namespace Xenisol.Client.Tests;

/// <summary>Where the tests' sources are.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Xenisol.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Xenisol.sln above {AppContext.BaseDirectory}.");
    }
}
