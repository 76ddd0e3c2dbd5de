using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Machines;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Shaping;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds <c>hosts</c>; counts are expanded.</summary>
internal sealed class HostBinder(
    ScenarioNode? defaultMachine, MachineLocator machines, ShapingBinder shaping, ErrorList errors)
{
    private const int CoresMax = 4_096;
    private const int CountMax = 100_000;
    private const int ThreadsMax = 8;

    private readonly List<BoundHost> _hosts = [];

    public Names Names { get; } = new("host", "hosts", errors);

    public IReadOnlyList<BoundHost> Bind(Section scenario)
    {
        foreach (ScenarioNode node in scenario.Items("hosts"))
        {
            if (Section.Of(node, "a host", errors) is Section section)
            {
                Host(section);
            }
        }

        if (_hosts.Count == 0 && errors.IsEmpty)
        {
            scenario.Wrong("hosts", "The scenario has no host; write at least one under 'hosts'.");
        }

        return _hosts;
    }

    private void Host(Section section)
    {
        string name = Names.Read(section);
        int cores = section.Whole("cores", null, 1, CoresMax);
        BoundDriverDomain? driver = DriverDomainBinder.Bind(section, cores, shaping);
        HostPlan plan = new()
        {
            Name = name,
            Cores = cores,
            ThreadsPerCore = section.Whole("threadsPerCore", 1, 1, ThreadsMax),
            CoresPerSocket = section.Whole("coresPerSocket", 0, 1, CoresMax),
            Machine = Machine(section),
            Scheduler = SchedulerBinder.Bind(section, errors),
            NicBitsPerSecond = section.Amount("nic", Quantity.Rate, 0, least: 1_000_000),
            Disk = DiskBinder.Disk(section),
            DriverDomain = driver?.Plan,
        };
        Check(section, plan);
        foreach (string each in Counted.Names(name, section, CountMax))
        {
            Names.Take(each, section.Position);
            _hosts.Add(new BoundHost(plan with { Name = each }, driver?.Terms, section.Position)
            {
                Shaping = driver?.Shaping,
                Interrupts = driver?.Interrupts ?? [],
            });
        }

        section.Finish();
    }

    private static void Check(Section section, HostPlan plan)
    {
        int perSocket = plan.CoresPerSocket * plan.ThreadsPerCore;
        if (plan.Cores % plan.ThreadsPerCore != 0 || (perSocket > 0 && plan.Cores % perSocket != 0))
        {
            section.Wrong("cores", $"{section.Subject} has {plan.Cores} cores, which do not divide into sockets of"
                + $" {Math.Max(1, plan.CoresPerSocket)} × {plan.ThreadsPerCore} threads; 'cores' counts hardware"
                + " threads.");
        }

        if (plan.DriverDomain is not null && !section.Has("nic") && !section.Has("disk"))
        {
            section.Wrong("driverDomain", $"The driver domain of {section.Subject} has no device; write 'nic:"
                + " 1Gbit/s' or 'disk: ssd'.");
        }

        if (!section.Has("driverDomain") && section.Has("disk"))
        {
            section.Wrong("disk", $"The disk of {section.Subject} needs a driver domain; write"
                + " 'driverDomain: { vcpus: 1 }'.");
        }

        if (plan.Scheduler.Kind == SchedulerKind.SedfDc && !section.Has("driverDomain"))
        {
            section.Wrong("scheduler", "The scheduler sedf-dc charges domains for what they cause in the driver domain,"
                + $" and {section.Subject} has none; write 'driverDomain: {{ vcpus: 1 }}' and 'nic: 1Gbit/s', or choose"
                + " sedf.");
        }

        if (plan.DriverDomain is { Copy: not CopyMode.Always } && plan.Machine.Monitor != MonitorKind.Xen)
        {
            section.Wrong("driverDomain", $"Frames stay in guests' pages on Xen only; machine '{plan.Machine.Name}' has"
                + " another monitor, which copies each at once; write 'copy: always'.");
        }

        if (!section.Has("driverDomain") && section.Has("nic"))
        {
            section.Wrong("nic", $"The network card of {section.Subject} needs a driver domain; write"
                + " 'driverDomain: { vcpus: 1 }'.");
        }
    }

    private MachineProfile Machine(Section section)
    {
        ScenarioNode? node = section.Find("machine") ?? defaultMachine;
        if (node is not null)
        {
            return machines.Find(node);
        }

        section.Wrong($"{section.Subject} has no machine profile; write 'machine: xeon-2008' for all hosts or here.");
        return MachineProfiles.Zero;
    }
}
