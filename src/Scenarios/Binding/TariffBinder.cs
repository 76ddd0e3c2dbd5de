using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Pricing;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds <c>plans</c>: what customers can buy.</summary>
internal sealed class TariffBinder(ErrorList errors)
{
    private const long RateBitsPerSecondMin = 8_000;

    private readonly Dictionary<string, BoundTariff> _byName = [];

    public Names Names { get; } = new("plan", "plans", errors);

    public IReadOnlyList<TariffPlan> Bind(Section scenario)
    {
        List<TariffPlan> plans = [];
        foreach (ScenarioNode node in scenario.Items("plans"))
        {
            if (Section.Of(node, "a plan", errors) is Section section)
            {
                BoundTariff tariff = Tariff(section);
                _byName.TryAdd(tariff.Plan.Name, tariff);
                plans.Add(tariff.Plan);
            }
        }

        return plans;
    }

    public BoundTariff? Find(string name) => _byName.GetValueOrDefault(name);

    private BoundTariff Tariff(Section section)
    {
        string name = Names.Read(section);
        Names.Take(name, section.Position);
        CpuTerms terms = CpuBinder.Bind(section.Child("cpu"));
        TariffPlan plan = new()
        {
            Name = name,
            CpuSharePpm = terms.SharePpm,
            CpuWithin = terms.Period,
            CpuWeight = terms.Weight,
            DriverCpuPpm = (int)section.Amount(
                "driverCpu", Quantity.Percentage, 0, ShareGuardBinder.LimitPpmMin, ShareGuardBinder.LimitPpmMax),
        };
        ShapingPlan? shaping = null;
        if (section.Child("network") is Section network)
        {
            shaping = Shaping(network);
            plan = plan with
            {
                NetworkRateBitsPerSecond = shaping?.RateBitsPerSecond ?? 0,
                NetworkCeilBitsPerSecond = shaping?.CeilBitsPerSecond ?? 0,
                LatencyP99 = network.Time("p99", Duration.Zero, leastNanoseconds: 1),
            };
            network.Finish();
        }

        if (section.Child("price") is Section price)
        {
            plan = Price(plan, price);
        }

        section.Finish();
        return new BoundTariff(plan, terms, shaping);
    }

    private static ShapingPlan? Shaping(Section network)
    {
        bool any = network.Has("rate") | network.Has("ceil") | network.Has("burst") | network.Has("ceilBurst")
            | network.Has("priority") | network.Has("quantum");
        if (!any)
        {
            return null;
        }

        long rate = network.Amount("rate", Quantity.Rate, null, RateBitsPerSecondMin);
        ShapingPlan shaping = new()
        {
            RateBitsPerSecond = rate,
            CeilBitsPerSecond = network.Amount("ceil", Quantity.Rate, rate, RateBitsPerSecondMin),
            BurstBytes = network.Amount("burst", Quantity.Size, 0, least: 1_600),
            CeilBurstBytes = network.Amount("ceilBurst", Quantity.Size, 0, least: 1_600),
            Priority = network.Whole("priority", 0, 0, 7),
            QuantumBytes = network.Amount("quantum", Quantity.Size, 0, 1_000, 200_000),
        };
        if (shaping.CeilBitsPerSecond < rate)
        {
            network.Wrong("ceil", $"The ceil {Quantity.Rate.Show(shaping.CeilBitsPerSecond)} of {network.Subject} is"
                + $" below its rate {Quantity.Rate.Show(rate)}; it must be at least the rate.");
        }

        return shaping;
    }

    private TariffPlan Price(TariffPlan plan, Section price)
    {
        TariffPlan priced = plan with
        {
            BasePerHour = Money.FromMicros(price.Amount("base", Quantity.PricePerHour, 0)),
            CpuPerHour = Money.FromMicros(price.Amount("cpu", Quantity.PricePerHour, 0)),
            EgressPerGigabyte = Money.FromMicros(price.Amount("egress", Quantity.PricePerGigabyte, 0)),
            SlaLevels = Levels(price),
        };
        if (priced.SlaLevels.Count > 0 && !price.Has("base"))
        {
            price.Wrong("sla", "SLA credits give back a part of the base price, but this plan has no 'base'.");
        }

        price.Finish();
        return priced;
    }

    private List<SlaLevel> Levels(Section price)
    {
        List<SlaLevel> levels = [];
        foreach (ScenarioNode node in price.Items("sla"))
        {
            if (Section.Of(node, "an SLA level", errors) is not Section section)
            {
                continue;
            }

            SlaLevel level = new(
                (int)section.Amount("below", Quantity.Percentage, null, 1, 1_000_000),
                (int)section.Amount("credit", Quantity.Percentage, null, 1, 1_000_000));
            if (levels.Exists(other => other.BelowPpm == level.BelowPpm))
            {
                section.Wrong("below", $"The level {Quantity.Percentage.Show(level.BelowPpm)} appears twice.");
            }

            levels.Add(level);
            section.Finish();
        }

        return levels;
    }
}
