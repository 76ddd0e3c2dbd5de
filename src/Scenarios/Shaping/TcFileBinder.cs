using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Shaping;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.TrafficControl;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Shaping;

/// <summary>Binds what a file of tc commands sets up: a tree, and the leaf of each domain in it, or one token bucket.
/// </summary>
internal sealed class TcFileBinder(
    Section shaping, string directory, ICollection<ScenarioInput> inputs, ErrorList errors)
{
    private static readonly string[] OfTrees = ["leaves", "hysteresis"];

    public BoundShaping Bind()
    {
        bool hysteresis = shaping.Flag("hysteresis", false);
        Section? leaves = shaping.Child("leaves");
        if (shaping.Find("tc") is not ScalarNode file)
        {
            errors.Add(shaping.Find("tc")!, $"Found {shaping.Find("tc")!.Found} where the path of a file of tc commands"
                + " is needed.");
            return BoundShaping.FromPlans;
        }

        if (Read(file) is not TcTree commands)
        {
            return BoundShaping.FromPlans;
        }

        if (commands.TokenBucket is not null)
        {
            foreach (string key in OfTrees.Where(shaping.Has))
            {
                shaping.Wrong(key, $"The tc commands in '{file.Text}' set up a tbf, one bucket for the whole card;"
                    + $" leave '{key}' out.");
            }

            return new BoundShaping(true, new CardShapingPlan { TokenBucket = commands.TokenBucket }, []);
        }

        HtbOptions tree = commands.Options with { Hysteresis = hysteresis };
        return new BoundShaping(
            true, new CardShapingPlan { Tree = tree }, leaves is null ? [] : Leaves(leaves, tree));
    }

    // A path in the scenario starts where the scenario lies, one in an option where the command was given.
    private TcTree? Read(ScalarNode file)
    {
        string path = file.Position.Source.IsOption ? file.Text : Path.Combine(directory, file.Text);
        string text;
        if (Directory.Exists(path))
        {
            errors.Add(file, $"'{path}' is a folder, not a file of tc commands.");
            return null;
        }

        try
        {
            text = File.ReadAllText(path);
            inputs.Add(new ScenarioInput(path, "a file of tc commands of the scenario"));
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            errors.Add(file, $"There is no file '{path}' of tc commands.");
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            errors.Add(file, $"The tc commands in '{path}' cannot be read: {fault.Message}");
            return null;
        }

        SourceText source = SourceText.OfFile(path, text);
        TcTree tree = TcReader.Read(text.Split('\n'), out IReadOnlyList<TcFault> faults);
        foreach (TcFault fault in faults)
        {
            errors.Add(new SourcePosition(source, fault.Command + 1, 1), $"This tc command {fault.Message}");
        }

        foreach (HtbClassOptions one in tree.Options.Classes)
        {
            if (one.CeilBitsPerSecond > 0 && one.CeilBitsPerSecond < one.RateBitsPerSecond)
            {
                errors.Add(
                    new SourcePosition(source, tree.CommandOf[one.ClassId] + 1, 1),
                    $"The ceil {Quantity.Rate.Show(one.CeilBitsPerSecond)} of class {one.ClassId:x} is below its rate"
                    + $" {Quantity.Rate.Show(one.RateBitsPerSecond)}; it must be at least the rate.");
            }
        }

        return faults.Count == 0 ? tree : null;
    }

    private static List<BoundLeaf> Leaves(Section section, HtbOptions tree)
    {
        HashSet<int> inner = [.. tree.Classes.Select(one => one.Parent)];
        HashSet<int> ids = [.. tree.Classes.Select(one => one.ClassId)];
        List<BoundLeaf> leaves = [];
        foreach (string domain in section.Keys)
        {
            string text = section.Text(domain, "");
            if (!TcAmount.TryHandle(text, out _, out int classId))
            {
                section.Wrong(domain, $"Found '{text}' where the leaf of domain '{domain}' must be hexadecimal"
                    + " MAJOR:MINOR, such as 1:10.");
            }
            else if (classId != 0 && (!ids.Contains(classId) || inner.Contains(classId)))
            {
                section.Wrong(domain, $"Domain '{domain}' sends through class {text}, which"
                    + (inner.Contains(classId)
                        ? " has classes below it; name a leaf."
                        : " no command adds; leaves are: "
                            + string.Join(", ", ids.Except(inner).Order().Select(id => $"1:{id:x}")) + "."));
            }
            else
            {
                leaves.Add(new BoundLeaf(domain, text, classId, section.Find(domain)!.Position));
            }
        }

        return leaves;
    }
}
