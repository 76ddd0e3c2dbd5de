using System.Globalization;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Admission;
using Xenisol.Scenarios.Machines;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Shaping;
using Xenisol.Scenarios.Traces;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds the root of a scenario.</summary>
internal sealed class ScenarioBinder(string directory, ErrorList errors)
{
    private const long DurationNanosecondsMax = 366L * 24 * 3_600 * 1_000_000_000;
    private const long LatencyNanosecondsMax = 10_000_000_000;

    private readonly List<ScenarioInput> _inputs = [];

    /// <summary>The traces, machine profiles and tc commands that were read from files.</summary>
    public IReadOnlyList<ScenarioInput> Inputs => _inputs;

    /// <summary>The plan; null if there were errors.</summary>
    public RunPlan? Bind(ScenarioNode root)
    {
        if (root is not MappingNode)
        {
            errors.Add(root, $"Found {root.Found} where a scenario is needed: a mapping with keys such as name,"
                + " duration, hosts and tenants.");
            return null;
        }

        Section scenario = Section.Of(root, "the scenario", errors)!;
        _ = scenario.Need("name", "Get what you pay for");
        Duration duration = scenario.Time("duration", null, 1_000, DurationNanosecondsMax);
        Duration warmup = scenario.Time("warmup", Duration.Zero);
        if (warmup >= duration && errors.IsEmpty)
        {
            scenario.Wrong("warmup", $"The warmup must be shorter than the duration of"
                + $" {Quantity.Duration.Show(duration.Nanoseconds)}.");
        }

        RunPlan plan = new()
        {
            Name = scenario.Text("name", ""),
            Seed = Seed(scenario),
            Duration = duration,
            Warmup = warmup,
            Hosts = [],
            Domains = [],
            Fabric = Fabric(scenario),
        };
        plan = World(plan, scenario);
        scenario.Finish();
        return errors.IsEmpty ? plan : null;
    }

    private RunPlan World(RunPlan plan, Section scenario)
    {
        MachineLocator machines = new(directory, _inputs, errors);
        ShapingBinder shaping = new(directory, _inputs, errors);
        HostBinder hostBinder = new(scenario.Find("machine"), machines, shaping, errors);
        IReadOnlyList<BoundHost> hosts = hostBinder.Bind(scenario);
        TariffBinder tariffs = new(errors);
        IReadOnlyList<TariffPlan> plans = tariffs.Bind(scenario);
        LoadBinder loads = new(new TraceBinder(directory, plan.Duration, _inputs, errors), errors);
        DomainBinder domains = new(hosts, hostBinder.Names, loads, errors);
        TenantBinder tenantBinder = new(tariffs, domains, errors);
        IReadOnlyList<TenantPlan> tenants = tenantBinder.Bind(scenario);
        IReadOnlyList<PromisePlan> promises =
            new PromiseBinder(tenantBinder.Names, domains.Domains, errors).Bind(scenario);

        // What was replaced because it was wrong would only cause errors about errors here.
        if (errors.IsEmpty)
        {
            new NetworkCheck(hosts, domains.Domains, errors).Run();
            new DiskCheck(hosts, domains.Domains, errors).Run();
            new ActionsCheck(hosts, domains.Domains, errors).Run();
            hosts = new ShapingCheck(hosts, domains.Domains, errors).Run();
            hosts = new InterruptCheck(hosts, domains.Domains, errors).Run();
            new ReservationCheck(hosts, domains.Domains, errors).Run();
            ShareGuardBinder.Check(hosts, plans, errors);
        }

        if (!errors.IsEmpty)
        {
            return plan;
        }

        SchedulerTerms terms = new(hosts, domains.Domains);
        return plan with
        {
            Hosts = [.. hosts.Select(terms.Fit)],
            Plans = plans,
            Tenants = tenants,
            Domains = [.. domains.Domains.Select(terms.Fit)],
            Promises = PlanPromises.With(promises, plans, tenants, domains.Domains),
        };
    }

    private static ulong Seed(Section scenario)
    {
        if (scenario.Find("seed") is not ScenarioNode)
        {
            return 1;
        }

        string text = scenario.Text("seed", "");
        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed))
        {
            scenario.Wrong("seed", $"Found '{text}' where the seed must be a whole number from 0 to {ulong.MaxValue}.");
        }

        return seed;
    }

    private static FabricPlan Fabric(Section scenario)
    {
        FabricPlan fabric = new();
        if (scenario.Child("fabric") is Section section)
        {
            fabric = new FabricPlan
            {
                Latency = section.Time("latency", fabric.Latency, 1, LatencyNanosecondsMax),
                ClientBitsPerSecond = section.Amount(
                    "clientRate", Quantity.Rate, fabric.ClientBitsPerSecond, 1_000_000),
            };
            section.Finish();
        }

        return fabric;
    }
}
