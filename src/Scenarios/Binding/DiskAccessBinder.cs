using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds the application <c>disk</c>: what it accesses, and when.</summary>
internal static class DiskAccessBinder
{
    private const int SectorBytes = 512;
    private const int BlockBytesMax = 1_048_576;
    private const int DepthMax = 128;
    private static readonly string[] Whens = ["depth", "poisson", "constant"];

    public static DiskAccessPlan Bind(Section settings, ErrorList errors)
    {
        DiskAccessPlan plan = new()
        {
            Sequential = settings.Word("pattern", "random", "sequential") == "sequential",
            ReadPpm = (int)settings.Amount("read", Quantity.Percentage, 1_000_000, 0, 1_000_000),
            BlockBytes = (int)settings.Amount("block", Quantity.Size, 4_096, SectorBytes, BlockBytesMax),
        };
        if (plan.BlockBytes % SectorBytes != 0)
        {
            settings.Wrong("block", $"'block' of {settings.Subject} is {plan.BlockBytes}B; it must be a multiple of"
                + $" {SectorBytes}B, whole sectors.");
        }

        string[] given = [.. Whens.Where(settings.Has)];
        if (given.Length > 1)
        {
            settings.Wrong(given[1], $"Only one of depth (closed loop), poisson and constant (open loop) may be given"
                + $" in {settings.Subject}; found {string.Join(" and ", given)}.");
            return plan;
        }

        return (given.Length == 0 ? "depth" : given[0]) switch
        {
            "poisson" => plan with
            {
                Arrivals = ArrivalKind.Poisson,
                Gap = RequestGap.Read(settings, "poisson", errors),
            },
            "constant" => plan with
            {
                Arrivals = ArrivalKind.Constant,
                Gap = RequestGap.Read(settings, "constant", errors),
            },
            _ => plan with { Depth = settings.Whole("depth", 1, 1, DepthMax) },
        };
    }
}
