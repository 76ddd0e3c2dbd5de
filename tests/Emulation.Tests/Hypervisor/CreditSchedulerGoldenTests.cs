using System.IO.Compression;
using Xenisol.Scenarios.Golden;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>
/// Aim: the credit scheduler equals Xen's own source. Method: run the measured scenarios of
/// every era with profile zero and compare every number, difference 0 ns.
/// </summary>
public sealed class CreditSchedulerGoldenTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Hypervisor", "golden");

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Path.Combine(Folder, "xen"), "credit-*.json")
            .Select(path => Path.GetFileName(path)).Order()];

    public static TheoryData<string> Engines => ["xen-4.23-dev", "xen-4.0.0", "xen-3.4.0-rc3", "xen-3.3.0"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Credit_equals_xen_to_the_nanosecond(string file)
    {
        var scenario = GoldenFile.Read(Path.Combine(Folder, "xen", file));

        foreach (var result in scenario.Results)
        {
            Assert.Empty(GoldenRun.Differences(scenario, result.Engine));
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Credit_equals_xen_where_instants_coincide(string engine)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Folder, "xen-fuzz-credit.zip"));
        var different = new List<string>();
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            var scenario = GoldenFile.Parse(reader.ReadToEnd(), entry.Name);
            var differences = GoldenRun.Differences(scenario, engine);
            if (differences.Count > 0)
            {
                different.Add($"{entry.Name}: {differences.Count} differences; first: {differences[0]}");
            }
        }

        Assert.Equal(150, archive.Entries.Count);
        Assert.Empty(different);
    }
}
