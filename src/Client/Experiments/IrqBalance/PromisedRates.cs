using Xenisol.Emulation.Randomness;

namespace Xenisol.Client.Experiments.IrqBalance;

/// <summary>
/// What the sending domains were promised: sizes 1, 2, 4 and 8 at random, scaled to a total. Integral: the same seed
/// gives the same promises everywhere.
/// </summary>
/// <param name="Mbps">By domain, in Mbit/s.</param>
internal sealed record PromisedRates(IReadOnlyList<int> Mbps)
{
    /// <summary>Sending domains for each vCPU of the driver domain.</summary>
    private const int DomainsPerVcpu = 3;

    /// <summary>In total, for each vCPU: nine tenths of what it can do in <c>xeon-2008</c>, with interrupts and all.
    /// </summary>
    private const int MbpsPerVcpu = 1_100;

    /// <summary>In total at most: the card is polled by one vCPU, which this fills.</summary>
    private const int MbpsMost = 5_500;

    private const int SizesLogarithm = 3;

    /// <summary>The domains' names.</summary>
    public IEnumerable<string> Names => Mbps.Select((_, index) => FormattableString.Invariant($"sender{index + 1}"));

    /// <summary>Draws the promises of one set.</summary>
    public static PromisedRates Draw(int vcpus, int set, ulong seed)
    {
        RandomStream random = new(seed, FormattableString.Invariant($"irq-balance-{vcpus}-{set}"), "promises");
        var sizes = new long[DomainsPerVcpu * vcpus];
        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[i] = 1L << (int)random.NextBetween(0, SizesLogarithm);
        }

        var total = Math.Min(MbpsPerVcpu * vcpus, MbpsMost);
        var sum = sizes.Sum();
        return new PromisedRates([.. sizes.Select(size => (int)(total * size / sum))]);
    }
}
