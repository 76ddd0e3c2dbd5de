using System.IO.Compression;
using System.Reflection;

namespace Xenisol.Scenarios.Golden.Verification;

/// <summary>The golden files that travel with the tool, packed.</summary>
public static class ShippedGoldenFiles
{
    private const string Prefix = "golden/";

    /// <summary>All of them by name, archive by archive in the order of names.</summary>
    public static IEnumerable<(string Name, string Json)> Read() => Read("");

    /// <summary>Those of the archives whose name begins so: <c>edf</c>, <c>htb</c>, <c>xen</c>, <c>xen-fuzz</c>.
    /// </summary>
    public static IEnumerable<(string Name, string Json)> Read(string archives)
    {
        Assembly assembly = typeof(ShippedGoldenFiles).Assembly;
        foreach (string resource in assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix + archives, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using Stream stream = assembly.GetManifestResourceStream(resource)!;
            using ZipArchive archive = new(stream, ZipArchiveMode.Read);
            foreach (ZipArchiveEntry entry in archive.Entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                using StreamReader reader = new(entry.Open());
                yield return (entry.Name, reader.ReadToEnd());
            }
        }
    }
}
