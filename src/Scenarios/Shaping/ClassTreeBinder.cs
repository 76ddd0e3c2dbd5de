using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Shaping;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Shaping;

/// <summary>
/// Binds a tree of classes written in the scenario: each class names its parent, or stands under <c>children</c> of it.
/// Classes get their ids, and so their turns, in the order in which they are written.
/// </summary>
internal sealed class ClassTreeBinder(Section shaping, ErrorList errors)
{
    private const int ClassesMax = 65_535;
    private const int QueueMax = 1_000_000;
    private const int DefaultQueue = 1_000;
    private const long RateMin = 8_000;
    private const long BurstMin = 1_600;

    private readonly List<WrittenClass> _classes = [];
    private readonly Dictionary<string, WrittenClass> _byName = [];
    private readonly List<BoundLeaf> _leaves = [];

    public BoundShaping Bind()
    {
        Classes(shaping, "classes", null);
        foreach (WrittenClass one in _classes)
        {
            one.Resolve(_byName, errors);
        }

        ClassTreeFaults.Report(_classes, _leaves, errors);
        HtbOptions tree = new()
        {
            Classes = [.. _classes.Select(one => one.Options with { Parent = one.Parent?.Options.ClassId ?? 0 })],
            DefaultClass = Default(),
            DirectLimitPackets = shaping.Whole("bypassQueue", DefaultQueue, 0, QueueMax),
            Hysteresis = shaping.Flag("hysteresis", false),
            RateToQuantum = shaping.Whole("r2q", 10, 1, int.MaxValue),
        };
        return new BoundShaping(true, new CardShapingPlan { Tree = tree }, _leaves);
    }

    private void Classes(Section above, string key, WrittenClass? parent)
    {
        foreach (ScenarioNode node in above.Items(key))
        {
            if (Section.Of(node, "a class", errors) is Section section)
            {
                Class(section, parent);
            }
        }
    }

    private void Class(Section section, WrittenClass? parent)
    {
        if (_classes.Count == ClassesMax)
        {
            section.Wrong($"The tree has more than {ClassesMax} classes.");
            return;
        }

        string name = section.Need("name", "web") is null ? "" : section.Text("name", "");
        section.Subject = $"class '{name}'";
        WrittenClass one = new(name, section, parent, Options(section, _classes.Count + 1));
        _classes.Add(one);
        if (name.Length > 0 && !_byName.TryAdd(name, one))
        {
            int first = _byName[name].Section.Position.Line;
            string already = first > 0 ? $"; it stands in line {first} already" : "";
            section.Wrong("name", $"The class name '{name}' appears twice{already}.");
        }

        foreach (ScenarioNode node in section.Items("domains"))
        {
            if (node is ScalarNode domain)
            {
                _leaves.Add(new BoundLeaf(domain.Text, name, one.Options.ClassId, node.Position));
            }
            else
            {
                errors.Add(node, $"Found {node.Found} where the name of a domain is needed.");
            }
        }

        // Known before the children are read, so that an error about them names it.
        _ = section.Find("parent");
        Classes(section, "children", one);
        section.Finish();
    }

    private static HtbClassOptions Options(Section section, int classId)
    {
        long rate = section.Amount("rate", Quantity.Rate, null, RateMin);
        long ceil = section.Amount("ceil", Quantity.Rate, rate, RateMin);
        if (ceil < rate)
        {
            section.Wrong("ceil", $"The ceil {Quantity.Rate.Show(ceil)} of {section.Subject} is below its rate"
                + $" {Quantity.Rate.Show(rate)}; it must be at least the rate.");
        }

        HtbClassOptions options = new()
        {
            ClassId = classId,
            RateBitsPerSecond = rate,
            CeilBitsPerSecond = ceil,
            BurstBytes = section.Amount("burst", Quantity.Size, 0, BurstMin),
            CeilBurstBytes = section.Amount("ceilBurst", Quantity.Size, 0, BurstMin),
            Priority = section.Whole("priority", 0, 0, 7),
            QuantumBytes = section.Amount("quantum", Quantity.Size, 0, 1_000, 200_000),
            OverheadBytes = (int)section.Amount("overhead", Quantity.Size, 0, 0, ushort.MaxValue),
            MinimumPacketBytes = (int)section.Amount("leastPacket", Quantity.Size, 0, 0, ushort.MaxValue),
        };
        return section.Child("queue") is Section queue ? Queue(options, queue) : options;
    }

    private static HtbClassOptions Queue(HtbClassOptions options, Section queue)
    {
        if (queue.Has("pfifo") == queue.Has("bfifo"))
        {
            queue.Wrong($"{queue.Subject} must have one of 'pfifo', the packets that may wait, and 'bfifo', the"
                + " bytes.");
        }

        HtbClassOptions limited = options with
        {
            QueueLimitPackets = queue.Whole("pfifo", DefaultQueue, 1, QueueMax),
            QueueLimitBytes = queue.Amount("bfifo", Quantity.Size, 0, 1_514),
        };
        queue.Finish();
        return limited;
    }

    private int Default()
    {
        if (shaping.Find("default") is not ScenarioNode node)
        {
            return 0;
        }

        string name = shaping.Text("default", "");
        if (!_byName.TryGetValue(name, out WrittenClass? one))
        {
            errors.Add(node, $"Unknown class '{name}' as default{Suggestion.Among(name, _byName.Keys, "the classes")}");
            return 0;
        }

        if (one.HasChildren)
        {
            errors.Add(node, $"The default class '{name}' has classes below it; the default must be a leaf.");
        }

        return one.Options.ClassId;
    }
}
