using System.Globalization;
using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds <c>promises</c>: texts such as <c>gold.web.latency.p99 &lt; 5ms</c>.</summary>
internal sealed class PromiseBinder(Names tenantNames, IReadOnlyList<BoundDomain> domains, ErrorList errors)
{
    private static readonly (string Sign, Comparison Comparison)[] Signs =
    [
        ("<=", Comparison.AtMost), (">=", Comparison.AtLeast), ("<", Comparison.Below), (">", Comparison.Above),
    ];

    private readonly List<PromisePlan> _promises = [];

    public IReadOnlyList<PromisePlan> Bind(Section scenario)
    {
        foreach (ScenarioNode node in scenario.Items("promises"))
        {
            if (node is ScalarNode { IsNull: false } scalar)
            {
                Promise(scalar);
            }
            else
            {
                errors.Add(node, $"Found {node.Found} where a promise is needed, such as gold.web.latency.p99 < 5ms.");
            }
        }

        return _promises;
    }

    private void Promise(ScalarNode node)
    {
        foreach ((string sign, Comparison comparison) in Signs)
        {
            int at = node.Text.IndexOf(sign, StringComparison.Ordinal);
            if (at >= 0)
            {
                Promise(node, node.Text[..at].Trim(), comparison, at + sign.Length);
                return;
            }
        }

        errors.Add(node, $"The promise {node.Found} compares nothing; write <, <=, > or >= and a limit, such as"
            + " gold.web.latency.p99 < 5ms.");
    }

    private void Promise(ScalarNode node, string path, Comparison comparison, int limitOffset)
    {
        int dot = path.IndexOf('.', StringComparison.Ordinal);
        string tenant = dot < 0 ? path : path[..dot];
        if (!tenantNames.Check(tenant, node.At(0)))
        {
            return;
        }

        string rest = dot < 0 ? "" : path[(dot + 1)..];
        List<BoundDomain> ofTenant = [.. domains.Where(domain => domain.Plan.Tenant == tenant)];
        int second = rest.IndexOf('.', StringComparison.Ordinal);
        string name = second < 0 ? rest : rest[..second];
        List<BoundDomain> meant =
            [.. ofTenant.Where(domain => domain.Plan.Name == name || domain.Family == name)];

        // A domain that is called 'disk' goes before the metric.
        if (meant.Count == 0 && PromiseMetric.Find(rest) is PromiseMetric whole)
        {
            Add(node, new Subject(tenant, "", ofTenant, whole), comparison, limitOffset);
            return;
        }

        int offset = tenant.Length + 1;
        string[] metrics = [.. PromiseMetric.All.Select(metric => metric.Name)];
        if (meant.Count == 0)
        {
            string[] known = [.. ofTenant.Select(domain => domain.Plan.Name).Concat(metrics)];
            errors.Add(node.At(offset), $"Tenant '{tenant}' has no domain '{name}'"
                + Suggestion.Among(name, known, "its domains and metrics"));
        }
        else if (PromiseMetric.Find(second < 0 ? "" : rest[(second + 1)..]) is PromiseMetric metric)
        {
            foreach (BoundDomain domain in meant)
            {
                Add(node, new Subject(tenant, domain.Plan.Name, [domain], metric), comparison, limitOffset);
            }
        }
        else
        {
            string unknown = second < 0 ? "" : rest[(second + 1)..];
            errors.Add(node.At(offset + name.Length + 1), $"Unknown metric '{unknown}'"
                + Suggestion.Among(unknown, metrics, "metrics"));
        }
    }

    private void Add(ScalarNode node, Subject subject, Comparison comparison, int limitOffset)
    {
        if (!subject.Domains.Any(subject.Metric.IsMeasured))
        {
            string who = subject.Domain.Length > 0 ? $"domain '{subject.Domain}'" : $"tenant '{subject.Tenant}'";
            errors.Add(node, $"{subject.Metric.Name} is never measured: {who} has no {subject.Metric.Needs}.");
            return;
        }

        string written = node.Text[limitOffset..];
        int start = limitOffset + (written.Length - written.TrimStart().Length);
        if (TryLimit(written.Trim(), subject.Metric, out long limit, out string fault))
        {
            string named = $"{subject.Tenant}.{(subject.Domain.Length > 0 ? $"{subject.Domain}." : "")}";
            _promises.Add(new PromisePlan(
                $"{named}{subject.Metric.Name} {SignOf(comparison)} {written.Trim()}",
                subject.Tenant,
                subject.Domain,
                subject.Metric.Name,
                comparison,
                limit));
        }
        else
        {
            errors.Add(node.At(start), $"The limit of {subject.Metric.Name}: {fault}");
        }
    }

    private static string SignOf(Comparison comparison) =>
        Signs.First(known => known.Comparison == comparison).Sign;

    private static bool TryLimit(string text, PromiseMetric metric, out long limit, out string fault)
    {
        if (metric.Quantity is Quantity quantity)
        {
            return QuantityParser.TryParse(text, quantity, out limit, out fault);
        }

        fault = $"Found '{text}' where a whole number is needed.";
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit);
    }

    /// <summary>Of whom a promise speaks; the domain is empty for the whole tenant.</summary>
    private readonly record struct Subject(
        string Tenant, string Domain, IReadOnlyList<BoundDomain> Domains, PromiseMetric Metric);
}
