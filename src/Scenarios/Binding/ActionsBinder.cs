using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Binding;

/// <summary>Binds an application <c>actions</c>: a sequence of loads, each with a slice and a period of its own.
/// </summary>
internal static class ActionsBinder
{
    private const int ActionsMax = 64;
    private const long NanosecondsMax = 3_600_000_000_000;

    // As with reservations: a context switch alone is a few microseconds.
    private const long PeriodNanosecondsMin = 10_000;

    public static ActionsPlan Bind(Section settings, ErrorList errors)
    {
        Duration every = settings.Time("every", Duration.Zero, 1_000, NanosecondsMax);
        _ = settings.Need("sequence", "[ { load: 4ms, slice: 1ms, period: 10ms } ]");
        List<ActionPlan> actions = [];
        IReadOnlyList<ScenarioNode> items = settings.Items("sequence");
        foreach (ScenarioNode node in items)
        {
            if (Section.Of(node, $"action {actions.Count + 1}", errors) is Section action)
            {
                actions.Add(Action(action));
            }
        }

        if (settings.Find("sequence") is SequenceNode && items.Count is 0 or > ActionsMax)
        {
            settings.Wrong("sequence", $"A sequence has 1 to {ActionsMax} actions; this one has {items.Count}.");
        }

        return new ActionsPlan { Sequence = actions, Every = every };
    }

    private static ActionPlan Action(Section section)
    {
        Duration load = section.Time("load", null, 1, NanosecondsMax);
        Duration period = section.Time("period", null, PeriodNanosecondsMin, NanosecondsMax);
        Duration slice = section.Time("slice", null, 1, NanosecondsMax);
        if (slice > period)
        {
            section.Wrong("slice", $"The slice {Quantity.Duration.Show(slice.Nanoseconds)} of {section.Subject} is"
                + $" longer than its period {Quantity.Duration.Show(period.Nanoseconds)}; it must fit into it.");
        }

        section.Finish();
        return new ActionPlan(load, slice, period);
    }
}
