using Xenisol.Emulation.Shaping;

namespace Xenisol.Scenarios.TrafficControl;

/// <summary>
/// Reads the tc commands that set up one HTB tree: <c>qdisc</c> for the tree and the queues of its leaves, <c>class</c>
/// for its classes; or one <c>tbf</c> at the root. <c>filter</c> commands are accepted and not read: whoever owns the
/// tree names the leaf of a packet.
/// </summary>
/// <remarks>Classes must be added from the root downwards, as the kernel demands.</remarks>
public sealed class TcReader
{
    private const int Levels = 8;

    private readonly int _queueLength;
    private readonly long _frameBytes;
    private readonly SortedDictionary<int, HtbClassOptions> _classes = [];
    private readonly Dictionary<int, int> _commandOf = [];
    private HtbOptions? _tree;
    private TokenBucketOptions? _bucket;
    private string? _device;
    private int _major;

    private TcReader(int queueLength, long frameBytes)
    {
        _queueLength = queueLength;
        _frameBytes = frameBytes;
    }

    /// <summary>Reads commands.</summary>
    /// <param name="commands">One a line, with or without <c>tc</c> in front; a line that ends with a backslash goes on
    /// in the next. Empty ones and what follows a <c>#</c> say nothing.</param>
    /// <param name="faults">What is wrong, in the order of the commands; empty if nothing is.</param>
    /// <param name="queueLength">The device's <c>txqueuelen</c>: the packets that wait in a leaf by default.</param>
    /// <param name="frameBytes">The device's longest frame, by which a <c>bfifo</c> gets its default limit.</param>
    public static TcTree Read(
        IReadOnlyList<string> commands,
        out IReadOnlyList<TcFault> faults,
        int queueLength = 1_000,
        long frameBytes = 1_514)
    {
        TcReader reader = new(queueLength, frameBytes);
        List<TcFault> found = [];
        for (int next = 0; next < commands.Count;)
        {
            int first = next;
            TcWords words = TcWords.From(commands, ref next);
            try
            {
                reader.Command(first, words);
            }
            catch (FormatException fault)
            {
                found.Add(new TcFault(words.Line, fault.Message));
            }
        }

        if (reader._tree is null && reader._bucket is null && found.Count == 0)
        {
            found.Add(new TcFault(
                Math.Max(commands.Count - 1, 0),
                "is the last, and none was 'qdisc add dev DEV root handle 1: htb' or '… root tbf'."));
        }

        faults = found;
        return new TcTree(
            (reader._tree ?? new HtbOptions { Classes = [] }) with { Classes = [.. reader._classes.Values] },
            reader._commandOf)
        {
            TokenBucket = reader._bucket,
        };
    }

    private void Command(int index, TcWords words)
    {
        if (words.IsCut)
        {
            throw new FormatException("ends with a backslash, but no line follows.");
        }

        if (words.AtEnd)
        {
            return;
        }

        if (words.Peek == "tc")
        {
            words.Take("a command");
        }

        string what = words.Take("'qdisc', 'class' or 'filter'");
        if (what is not ("qdisc" or "class" or "filter"))
        {
            throw new FormatException($"begins with '{what}'; it must be a 'qdisc', 'class' or 'filter' command.");
        }

        string verb = words.Take("'add'");
        if (verb is not ("add" or "replace"))
        {
            throw new FormatException($"has '{verb}' after '{what}'; only 'add' and 'replace' set up a tree.");
        }

        if (what == "qdisc")
        {
            Qdisc(words);
        }
        else if (what == "class")
        {
            Class(index, words);
        }
    }

    private void Qdisc(TcWords words)
    {
        (int Major, int Minor)? parent = null;
        string? device = null;
        int handle = 0;
        while (true)
        {
            string word = words.Take("the kind of qdisc");
            switch (word)
            {
                case "dev":
                    device = words.Take("a device after 'dev'");
                    break;
                case "root":
                    break;
                case "parent":
                    parent = words.Handle(word);
                    break;
                case "handle":
                    handle = words.Handle(word).Major;
                    break;
                case "htb" when parent is null:
                    Root(device);
                    _major = handle;
                    _tree = TreeOptions(words);
                    return;
                case "tbf" when parent is null:
                    Root(device);
                    _bucket = TcTokenBucket.Read(words, _frameBytes);
                    return;
                case "pfifo" or "bfifo" when parent is { } leaf:
                    CheckDevice(device);
                    SetQueue(Known(leaf), word, words);
                    return;
                default:
                    throw new FormatException(
                        $"has '{word}' where the kind of qdisc is needed: 'htb' or 'tbf' at the root, 'pfifo' or "
                        + "'bfifo' below a class; other disciplines are not emulated.");
            }
        }
    }

    private void Root(string? device)
    {
        if (_tree is not null || _bucket is not null)
        {
            throw new FormatException("adds a second qdisc at the root; a card has one.");
        }

        _device = device;
    }

    private void CheckDevice(string? device)
    {
        if (_device is not null && device is not null && device != _device)
        {
            throw new FormatException($"is for device '{device}'; the qdisc at the root is on '{_device}'.");
        }
    }

    private HtbOptions TreeOptions(TcWords words)
    {
        HtbOptions tree = new() { Classes = [], DirectLimitPackets = _queueLength };
        while (!words.AtEnd)
        {
            string option = words.Take("an option");
            switch (option)
            {
                case "default":
                    string minor = words.Take("a class after 'default'");
                    tree = TcAmount.TryHex(minor, out int @default)
                        ? tree with { DefaultClass = @default }
                        : throw new FormatException($"has default '{minor}'; it must be a hexadecimal minor number.");
                    break;
                case "r2q":
                    tree = tree with { RateToQuantum = Math.Max(words.Whole(option, int.MaxValue), 1) };
                    break;
                case "direct_qlen":
                    tree = tree with { DirectLimitPackets = words.Whole(option, int.MaxValue) };
                    break;
                default:
                    throw new FormatException(
                        $"has '{option}'; an htb qdisc takes 'default', 'r2q' and 'direct_qlen' here.");
            }
        }

        return tree;
    }

    private void SetQueue(int leaf, string kind, TcWords words)
    {
        long? limit = null;
        while (!words.AtEnd)
        {
            string option = words.Take("an option");
            limit = option == "limit"
                ? kind == "bfifo" ? words.Size(option) : words.Whole(option, int.MaxValue)
                : throw new FormatException($"has '{option}'; a {kind} takes 'limit'.");
        }

        _classes[leaf] = kind == "bfifo"
            ? _classes[leaf] with { QueueLimitBytes = Math.Max(limit ?? (_queueLength * _frameBytes), 1) }
            : _classes[leaf] with { QueueLimitPackets = (int)(limit ?? _queueLength) };
    }

    private void Class(int index, TcWords words)
    {
        int parent = 0;
        int? classId = null;
        while (words.Peek != "htb")
        {
            string word = words.Take("'htb'");
            switch (word)
            {
                case "dev":
                    CheckDevice(words.Take("a device after 'dev'"));
                    break;
                case "root":
                    break;
                case "parent":
                    (int Major, int Minor) above = words.Handle(word);
                    parent = above.Minor == 0 ? Tree(word, above) : Known(above);
                    break;
                case "classid":
                    (int Major, int Minor) own = words.Handle(word);
                    Tree(word, own);
                    classId = own.Minor;
                    break;
                default:
                    throw new FormatException($"has '{word}' where 'htb' is needed; no other classes are emulated.");
            }
        }

        words.Take("'htb'");
        if (classId is not > 0)
        {
            throw new FormatException("has no 'classid' with a minor number, such as 1:10.");
        }

        if (_commandOf.TryGetValue(classId.Value, out int first))
        {
            throw new FormatException($"adds class {classId:x}, which command {first + 1} added already.");
        }

        CheckDepth(classId.Value, parent);
        _classes[classId.Value] = TcClass.Read(words, classId.Value, parent) with { QueueLimitPackets = _queueLength };
        _commandOf[classId.Value] = index;
    }

    private int Known((int Major, int Minor) handle)
    {
        RequireTree();
        return handle.Major == _major && _classes.ContainsKey(handle.Minor)
            ? handle.Minor
            : throw new FormatException(
                $"has parent {handle.Major:x}:{handle.Minor:x}, which no command before it added.");
    }

    /// <summary>0 for the tree itself; its major number may be left out, as in Linux.</summary>
    private int Tree(string option, (int Major, int Minor) handle)
    {
        RequireTree();
        return handle.Major == _major || handle.Major == 0
            ? 0
            : throw new FormatException(
                $"has {option} {handle.Major:x}:{handle.Minor:x}; the htb qdisc at the root has "
                + (_major == 0 ? "no handle." : $"handle {_major:x}:."));
    }

    private void RequireTree()
    {
        if (_tree is null)
        {
            throw new FormatException("comes before the command that adds the htb qdisc at the root.");
        }
    }

    private void CheckDepth(int classId, int parent)
    {
        int depth = 1;
        for (int above = parent; above != 0; above = _classes[above].Parent)
        {
            depth++;
        }

        if (depth > Levels)
        {
            throw new FormatException(
                $"puts class {classId:x} {depth} levels deep; a tree has {Levels} at most: take out a level.");
        }
    }
}
