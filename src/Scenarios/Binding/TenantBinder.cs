using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds <c>tenants</c> and, through <see cref="DomainBinder"/>, their domains.</summary>
internal sealed class TenantBinder(TariffBinder tariffs, DomainBinder domains, ErrorList errors)
{
    public Names Names { get; } = new("tenant", "tenants", errors);

    public IReadOnlyList<TenantPlan> Bind(Section scenario)
    {
        List<TenantPlan> tenants = [];
        foreach (ScenarioNode node in scenario.Items("tenants"))
        {
            if (Section.Of(node, "a tenant", errors) is not Section section)
            {
                continue;
            }

            string name = Names.Read(section);
            Names.Take(name, section.Position);
            BoundTariff tariff = Tariff(section);
            tenants.Add(new TenantPlan(name, tariff.Plan.Name));
            domains.Bind(section, name, tariff);
            section.Finish();
        }

        return tenants;
    }

    private BoundTariff Tariff(Section section)
    {
        BoundTariff nothing = new(new TariffPlan { Name = "" }, new CpuTerms(), null);
        if (section.Need("plan", "best-effort") is not ScenarioNode node)
        {
            return nothing;
        }

        string name = section.Text("plan", "");
        return tariffs.Names.Check(name, node.Position) ? tariffs.Find(name) ?? nothing : nothing;
    }
}
