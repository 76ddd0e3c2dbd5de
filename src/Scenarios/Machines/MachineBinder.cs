using System.Reflection;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Machines;

/// <summary>
/// Binds a machine profile. The keys are the properties of <see cref="MachineProfile"/> in camel case, and all are
/// required: a cost that is forgotten would be a cost of nothing.
/// </summary>
internal static class MachineBinder
{
    private const long CostNanosecondsMax = 10_000_000_000;
    private const long LengthNanosecondsMax = 4_000_000_000;
    private const int FramesMax = 4_096;
    private const long CacheBytesMax = 1L << 30;
    private const string BytesSuffix = "Bytes";
    private static readonly string[] Monitors = ["xen", "kvm-vhost", "hyperv-vmbus"];

    public static MachineProfile Read(SourceText source, string text, ErrorList errors)
    {
        MachineProfile profile = new() { Name = "" };
        if (YamlReader.Read(source, text, errors) is not ScenarioNode root
            || Section.Of(root, "a machine profile", errors) is not Section section)
        {
            return profile;
        }

        _ = section.Need("name", "xeon-2008");
        section.Subject = $"machine profile '{section.Text("name", "")}'";
        foreach (PropertyInfo property in typeof(MachineProfile).GetProperties())
        {
            if (property.CanWrite)
            {
                property.SetValue(profile, Value(section, property));
            }
        }

        CheckRange(section, "guestTick", profile.GuestTick, profile.GuestTickMax);
        CheckRange(section, "guestWake", profile.GuestWake, profile.GuestWakeMax);
        CheckRange(section, "guestWorkQueue", profile.GuestWorkQueue, profile.GuestWorkQueueMax);
        section.Finish();
        return profile;
    }

    /// <summary>A distribution between two ends needs them in order, and no zero end beside another.</summary>
    private static void CheckRange(Section section, string key, Duration least, Duration most)
    {
        if (most < least || most.Nanoseconds > LengthNanosecondsMax || (least == Duration.Zero && most > least))
        {
            section.Wrong(
                key + "Max",
                $"'{key}' is {Quantity.Duration.Show(least.Nanoseconds)} and '{key}Max' is"
                + $" {Quantity.Duration.Show(most.Nanoseconds)}; the lengths lie between the two, so the first must be"
                + " positive and no longer than the second, and the second at most 4s; or both 0ns.");
        }
    }

    /// <summary>The key of a property: camel case, without the unit that the value brings itself.</summary>
    public static string KeyOf(PropertyInfo property)
    {
        string name = property.Name;
        string unitless = name.EndsWith(BytesSuffix, StringComparison.Ordinal) ? name[..^BytesSuffix.Length] : name;
        return char.ToLowerInvariant(unitless[0]) + unitless[1..];
    }

    private static MonitorKind Monitor(Section section, string key) =>
        section.Need(key, "xen") is null ? MonitorKind.Xen : section.Word(key, Monitors) switch
        {
            "kvm-vhost" => MonitorKind.KvmVhost,
            "hyperv-vmbus" => MonitorKind.HypervVmbus,
            _ => MonitorKind.Xen,
        };

    private static object Value(Section section, PropertyInfo property)
    {
        string key = KeyOf(property);
        Type type = property.PropertyType;
        if (type == typeof(string))
        {
            return section.Text(key, "");
        }

        if (type == typeof(MonitorKind))
        {
            return Monitor(section, key);
        }

        if (type == typeof(Duration))
        {
            return section.Time(key, null, 0, CostNanosecondsMax);
        }

        if (type != typeof(long))
        {
            return section.Whole(key, null, 1, FramesMax);
        }

        return property.Name == nameof(MachineProfile.CacheBytes)
            ? section.Amount(key, Quantity.Size, null, least: 0, most: CacheBytesMax)
            : section.Amount(key, Quantity.Size, null, least: 65_536, most: 262_144);
    }
}
