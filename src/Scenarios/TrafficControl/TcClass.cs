using Xenisol.Emulation.Shaping;

namespace Xenisol.Scenarios.TrafficControl;

/// <summary>Reads the options of <c>tc class add … htb</c>.</summary>
internal static class TcClass
{
    private const long DefaultMtu = 1_600;
    private const long BytesPerBurst = 8_000_000_000;

    public static HtbClassOptions Read(TcWords words, int classId, int parent)
    {
        HtbClassOptions one = new() { ClassId = classId, Parent = parent, RateBitsPerSecond = 0 };
        long mtu = DefaultMtu;
        while (!words.AtEnd)
        {
            string option = words.Take("an option");
            one = option switch
            {
                "rate" => one with { RateBitsPerSecond = words.Rate(option) },
                "ceil" => one with { CeilBitsPerSecond = words.Rate(option) },
                "burst" or "buffer" or "maxburst" => one with { BurstBytes = words.Size(option) },
                "cburst" or "cbuffer" or "cmaxburst" => one with { CeilBurstBytes = words.Size(option) },
                "prio" => one with { Priority = words.Whole(option, int.MaxValue) },
                "quantum" => one with { QuantumBytes = words.Size(option) },
                "mpu" => one with { MinimumPacketBytes = words.Whole(option, ushort.MaxValue) },
                "overhead" => one with { OverheadBytes = words.Whole(option, ushort.MaxValue) },
                "mtu" => one,
                "linklayer" => Ethernet(one, words),
                _ => throw new FormatException(
                    $"has '{option}'; an htb class takes rate, ceil, burst, cburst, prio, quantum, mpu, overhead, mtu "
                    + "and linklayer."),
            };
            mtu = option == "mtu" ? words.Size(option) : mtu;
        }

        return one.RateBitsPerSecond > 0 ? WithBursts(one, mtu) : throw new FormatException("has no 'rate'.");
    }

    /// <summary>tc's default bursts follow its mtu: rate / 10⁹ s⁻¹ + mtu, with high-resolution timers.</summary>
    private static HtbClassOptions WithBursts(HtbClassOptions one, long mtu)
    {
        long ceil = one.CeilBitsPerSecond > 0 ? one.CeilBitsPerSecond : one.RateBitsPerSecond;
        return one with
        {
            BurstBytes = one.BurstBytes > 0 ? one.BurstBytes : (one.RateBitsPerSecond / BytesPerBurst) + mtu,
            CeilBurstBytes = one.CeilBurstBytes > 0 ? one.CeilBurstBytes : (ceil / BytesPerBurst) + mtu,
        };
    }

    private static HtbClassOptions Ethernet(HtbClassOptions one, TcWords words)
    {
        string layer = words.Take("a link layer after 'linklayer'");
        return layer == "ethernet"
            ? one
            : throw new FormatException($"has linklayer '{layer}'; only 'ethernet' is emulated.");
    }
}
