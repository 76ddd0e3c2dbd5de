namespace Xenisol.Client.Tests.Golden;

/// <summary>Compares a text with a file beside the tests; <c>XENISOL_ACCEPT=1</c> rewrites the file instead.</summary>
internal static class GoldenText
{
    public static void Equal(string name, string actual)
    {
        var path = Repository.PathOf("tests", "Client.Tests", "Golden", name);
        var text = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("XENISOL_ACCEPT") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }
}
