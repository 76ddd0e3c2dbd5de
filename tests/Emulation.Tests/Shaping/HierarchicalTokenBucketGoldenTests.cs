using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Emulation.Tests.Shaping;

/// <summary>
/// Aim: HTB does what Linux does. Method: run configurations measured on Linux 6.18; classes must be those that the
/// kernel held, its throughputs, shares, losses and delays within the tolerance that each file states, and a noise-free
/// model met to one packet at every point.
/// </summary>
public sealed class HierarchicalTokenBucketGoldenTests
{
    private static readonly Lazy<Dictionary<string, string>> Shipped =
        new(() => ShippedGoldenFiles.Read("htb").ToDictionary(file => file.Name, file => file.Json));

    public static TheoryData<string> Files => [.. Shipped.Value.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void Tree_behaves_as_on_the_kernel_and_as_its_model(string file)
    {
        var verdict = GoldenVerifiers.Verify(Shipped.Value[file], file);

        Assert.Empty(verdict.Differences);
        Assert.Equal(["linux-6.18.44", "ideal_model"], verdict.Engines);
        Assert.True(verdict.Numbers > 40);
    }
}
