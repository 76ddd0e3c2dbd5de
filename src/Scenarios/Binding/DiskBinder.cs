using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds a host's <c>disk</c>: the name of a model, or a mapping; and a domain's <c>vbd</c>.</summary>
internal static class DiskBinder
{
    private const long SizeMin = 1_048_576;
    private const long SizeMax = 1_000_000_000_000_000;
    private const long RateMin = 8_000;
    private const int RequestsPerSecondMax = 10_000_000;

    private static string[] Models => [.. DiskModels.All.Select(disk => disk.Model)];

    /// <summary>The host's disk; null if it has none.</summary>
    public static DiskPlan? Disk(Section host)
    {
        switch (host.Find("disk"))
        {
            case null:
                return null;
            case ScalarNode:
                return Model(host.Word("disk", Models));
        }

        if (host.Child("disk") is not Section section)
        {
            return null;
        }

        _ = section.Need("model", "ssd");
        DiskPlan disk = Model(section.Word("model", Models));
        disk = disk with { CapacityBytes = Size(section, disk.CapacityBytes) };
        section.Finish();
        return disk;
    }

    /// <summary>The size and the limits of a domain's virtual disk.</summary>
    public static VirtualDiskPlan VirtualDisk(Section domain, IReadOnlyList<ApplicationPlan> applications)
    {
        VirtualDiskPlan plan = new();
        if (domain.Child("vbd") is not Section vbd)
        {
            return plan;
        }

        plan = new VirtualDiskPlan
        {
            SizeBytes = Size(vbd, plan.SizeBytes),
            RequestsPerSecond = vbd.Has("iops") ? vbd.Whole("iops", null, 1, RequestsPerSecondMax) : 0,
            BitsPerSecond = vbd.Amount("rate", Quantity.Rate, 0, RateMin),
        };
        vbd.Finish();
        bool isUnreadable = applications.Count == 0 && (domain.Has("app") || domain.Has("apps"));
        if (!isUnreadable && !applications.Any(application => application is DiskAccessPlan))
        {
            domain.Wrong("vbd", $"{domain.Subject} has a virtual disk but no application that uses it; write 'app: {{"
                + " disk: { pattern: random, block: 4KiB, depth: 8 } }' or leave 'vbd' out.");
        }

        return plan;
    }

    private static DiskPlan Model(string name) => DiskModels.All.First(disk => disk.Model == name);

    /// <summary>Whole pages.</summary>
    private static long Size(Section section, long fallback)
    {
        const int page = 4_096;
        return section.Amount("size", Quantity.Size, fallback, SizeMin, SizeMax) / page * page;
    }
}
