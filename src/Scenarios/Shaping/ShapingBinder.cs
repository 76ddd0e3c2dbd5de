using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Shaping;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Shaping;

/// <summary>
/// Binds <c>shaping</c> of a driver domain: a word, or a mapping that says where the token buckets come from.
/// </summary>
internal sealed class ShapingBinder(string directory, ICollection<ScenarioInput> inputs, ErrorList errors)
{
    // The longest frame, with its Ethernet header; a bucket that never holds it would let nothing through.
    private const long FrameBytes = 1_514;
    private const long RateMin = 8_000;
    private const long BytesMax = uint.MaxValue;
    private const long LatencyNanosecondsMax = 60_000_000_000;

    private static readonly string[] Kinds = ["plans", "classes", "tc", "tbf"];

    public BoundShaping Bind(Section driverDomain)
    {
        if (driverDomain.Find("shaping") is not MappingNode)
        {
            return driverDomain.Word("shaping", "htb", "none") == "htb" ? BoundShaping.FromPlans : BoundShaping.None;
        }

        Section section = driverDomain.Child("shaping")!;
        string[] given = [.. Kinds.Where(section.Has)];
        if (given.Length != 1)
        {
            section.Wrong($"{section.Subject} must have one of {string.Join(", ", Kinds)}; found"
                + $" {(given.Length == 0 ? "none" : string.Join(" and ", given))}.");
            return BoundShaping.FromPlans;
        }

        BoundShaping shaping = given[0] switch
        {
            "plans" => FromPlans(section),
            "classes" => new ClassTreeBinder(section, errors).Bind(),
            "tc" => new TcFileBinder(section, directory, inputs, errors).Bind(),
            _ => TokenBucket(section.Child("tbf")),
        };
        section.Finish();
        return shaping;
    }

    private static BoundShaping FromPlans(Section section) => BoundShaping.FromPlans with
    {
        Plan = new CardShapingPlan { TenantClasses = section.Word("plans", "domains", "tenants") == "tenants" },
    };

    private static BoundShaping TokenBucket(Section? section)
    {
        if (section is null)
        {
            return BoundShaping.FromPlans;
        }

        long rate = section.Amount("rate", Quantity.Rate, null, RateMin);
        long peak = section.Amount("peakRate", Quantity.Rate, 0, RateMin);
        TokenBucketOptions options = new()
        {
            RateBitsPerSecond = rate,
            BurstBytes = section.Amount("burst", Quantity.Size, null, FrameBytes, BytesMax),
            LimitBytes = section.Amount("limit", Quantity.Size, 0, FrameBytes),
            PeakRateBitsPerSecond = peak,
            PeakBurstBytes = section.Amount("mtu", Quantity.Size, 0, FrameBytes, BytesMax),
        };
        if (peak > 0 && peak / 8 <= rate / 8)
        {
            section.Wrong("peakRate", $"The peakRate {Quantity.Rate.Show(peak)} of {section.Subject} must be above its"
                + $" rate {Quantity.Rate.Show(rate)}.");
        }

        if (section.Has("peakRate") != section.Has("mtu"))
        {
            section.Wrong($"{section.Subject} must have both 'peakRate' and 'mtu', the peak rate's bucket, or"
                + " neither.");
        }

        if (section.Has("limit") == section.Has("latency"))
        {
            section.Wrong($"{section.Subject} must have one of 'limit', the bytes that may wait, and 'latency', the"
                + " longest that they may.");
        }

        if (section.Has("latency"))
        {
            options = options with
            {
                LimitBytes = options.LimitFor(section.Time("latency", null, 1_000, LatencyNanosecondsMax)),
            };
        }

        section.Finish();
        return new BoundShaping(true, new CardShapingPlan { TokenBucket = options }, []);
    }
}
