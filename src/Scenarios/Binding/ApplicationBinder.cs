using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds <c>app</c> and <c>apps</c> of a domain: a word, or a mapping of one word to its settings.</summary>
internal sealed class ApplicationBinder(Section domain, int vcpus, ErrorList errors)
{
    private const int TasksMax = 1_000;
    private const long RequestCostNanosecondsMax = 60_000_000_000;
    private static readonly string[] Words =
        ["burn", "periodic", "actions", "server", "source", "sink", "ping", "disk"];

    public IReadOnlyList<ApplicationPlan> Bind()
    {
        List<ApplicationPlan> applications = [];
        if (domain.Find("app") is ScenarioNode single)
        {
            Add(single, applications);
        }

        foreach (ScenarioNode node in domain.Items("apps"))
        {
            Add(node, applications);
        }

        if (domain.Has("app") && domain.Has("apps"))
        {
            domain.Wrong("apps", $"{domain.Subject} has both 'app' and 'apps'; write one of them.");
        }

        return applications;
    }

    private void Add(ScenarioNode node, List<ApplicationPlan> applications)
    {
        if (node is ScalarNode word)
        {
            if (word.Text == "burn")
            {
                applications.Add(new BurnPlan());
            }
            else if (!Words.Contains(word.Text))
            {
                errors.Add(node, $"Unknown application {node.Found}"
                    + Suggestion.Among(word.Text, Words, "applications"));
            }
            else
            {
                errors.Add(node, $"Application {node.Found} needs settings; write for example {Example(word.Text)}.");
            }
        }
        else if (Section.Of(node, "an application", errors) is Section section
            && One(section) is ApplicationPlan application)
        {
            applications.Add(application);
        }
    }

    private ApplicationPlan? One(Section section)
    {
        string[] given = [.. Words.Where(section.Has)];
        int vcpu = section.Whole("vcpu", -1, 0, vcpus - 1);
        section.Finish();
        if (given.Length == 1)
        {
            return Application(section, given[0]) is ApplicationPlan application
                ? application with { Vcpu = vcpu }
                : null;
        }

        if (given.Length > 1)
        {
            section.Wrong(
                $"'{given[0]}' and '{given[1]}' stand in one application; write them as two items of 'apps'.");
        }
        else if (section.IsKnown)
        {
            section.Wrong($"No application is named here; they are: {string.Join(", ", Words)}.");
        }

        return null;
    }

    private ApplicationPlan? Application(Section section, string word)
    {
        if (word is "source" or "sink")
        {
            return Stream(section, word);
        }

        if (word == "burn" && section.Find("burn") is ScalarNode { Text: "true" })
        {
            return new BurnPlan();
        }

        if (section.Child(word) is not Section settings)
        {
            return null;
        }

        ApplicationPlan application = word switch
        {
            "periodic" => Periodic(settings),
            "actions" => ActionsBinder.Bind(settings, errors),
            "server" => Server(settings),
            "ping" => Ping(settings),
            "disk" => DiskAccessBinder.Bind(settings, errors),
            _ => new BurnPlan { Tasks = settings.Whole("tasks", 0, 1, TasksMax) },
        };
        settings.Finish();
        return application;
    }

    private static PeriodicPlan Periodic(Section settings)
    {
        Duration period = settings.Time("period", null, leastNanoseconds: 1_000);
        Duration cost = settings.Time("cost", null, leastNanoseconds: 1);
        if (cost > period)
        {
            settings.Wrong("cost", $"The cost of each job is longer than the period of"
                + $" {Quantity.Duration.Show(period.Nanoseconds)}; the jobs could never be done.");
        }

        return new PeriodicPlan
        {
            Period = period,
            Cost = cost,
            Deadline = settings.Time("deadline", period, leastNanoseconds: 1),
        };
    }

    private static ServerPlan Server(Section settings) => new()
    {
        Cost = settings.Time("cpu", null, 1, RequestCostNanosecondsMax),
        ReplyBytes = settings.Amount("reply", Quantity.Size, null, 1, 1_073_741_824),
    };

    private static PingPlan Ping(Section settings)
    {
        if (settings.Has("interval") && settings.Has("timeout"))
        {
            settings.Wrong("timeout", "Only one of 'interval' and 'timeout' may be given: requests are sent at an"
                + " interval, or each when the one before is answered or the timeout is over.");
        }

        string target = settings.Text("target", "");
        return settings.Has("timeout")
            ? new PingPlan { Target = target, Timeout = settings.Time("timeout", null, leastNanoseconds: 1_000) }
            : new PingPlan { Target = target, Interval = settings.Time("interval", null, leastNanoseconds: 1_000) };
    }

    private static StreamPlan? Stream(Section section, string word)
    {
        if (section.Find(word) is ScalarNode)
        {
            _ = section.Word(word, "stream");
            return new StreamPlan { Sends = word == "source" };
        }

        if (section.Child(word) is not Section settings)
        {
            return null;
        }

        StreamPlan stream = new() { Sends = word == "source", Peer = settings.Text("peer", "") };
        settings.Finish();
        return stream;
    }

    private static string Example(string word) => word switch
    {
        "periodic" => "'periodic: { period: 10ms, cost: 2ms }'",
        "actions" => "'actions: { sequence: [ { load: 4ms, slice: 1ms, period: 10ms } ] }'",
        "server" => "'server: { cpu: 200us, reply: 8KiB }'",
        "ping" => "'ping: { interval: 10ms }'",
        "disk" => "'disk: { pattern: random, block: 4KiB, depth: 8 }'",
        _ => $"'{word}: stream'",
    };
}
