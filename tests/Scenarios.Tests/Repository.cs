namespace Xenisol.Scenarios.Tests;

internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Xenisol.sln")))
            {
                folder = folder.Parent;
            }

            Assert.NotNull(folder);
            return folder.FullName;
        }
    }
}
