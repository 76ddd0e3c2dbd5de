using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Time;
using Xenisol.Grains;

namespace Xenisol.Client.Runs;

/// <summary>Makes the report of a run from the final states of its components.</summary>
internal static class RunReports
{
    public static RunReport Of(RunResult result)
    {
        var plan = RunPlanJson.Read(result.Plan);
        World world = new(plan);
        var end = VirtualTime.FromNanoseconds(result.VirtualNanoseconds);
        var components = result.States.Select((state, id) => Load(world, id, state)).ToList();
        return ReportBuilder.Build(world, components, end);
    }

    private static LogicalProcess Load(World world, int component, byte[] state)
    {
        var process = world.Create(component);
        var transfer = StateTransfer.Load(state);
        process.Transfer(transfer);
        transfer.Finish();
        return process;
    }
}
