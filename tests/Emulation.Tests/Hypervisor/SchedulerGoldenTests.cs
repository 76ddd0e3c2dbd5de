using System.IO.Compression;
using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>
/// Aim: the schedulers credit, RTDS and SEDF equal Xen's own source. Method: run the measured scenarios with every
/// engine that they list, with profile zero, and compare every number, difference 0 ns.
/// </summary>
public sealed class SchedulerGoldenTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Hypervisor", "golden");

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Path.Combine(Folder, "xen"), "*.json")
            .Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Scheduler_equals_xen_to_the_nanosecond(string file)
    {
        var verdict = GoldenVerifiers.Verify(File.ReadAllText(Path.Combine(Folder, "xen", file)), file);

        Assert.Empty(verdict.Differences);
        Assert.Equal(GoldenConformity.Exact, verdict.Conformity);
    }

    [Theory]
    [InlineData("xen-fuzz-credit.zip", 150, 4)]
    [InlineData("xen-fuzz-rtds.zip", 40, 2)]
    public void Scheduler_equals_xen_where_instants_coincide(string archiveName, int files, int engines)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Folder, archiveName));
        var different = new List<string>();
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            var verdict = GoldenVerifiers.Verify(reader.ReadToEnd(), entry.Name);
            Assert.Equal(engines, verdict.Engines.Count);
            different.AddRange(verdict.Differences.Take(1).Select(difference => $"{entry.Name}: {difference}"));
        }

        Assert.Equal(files, archive.Entries.Count);
        Assert.True(different.Count == 0, string.Join("\n", different));
    }
}
