using System.Globalization;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Grains.Worlds;

namespace Xenisol.Grains.Components;

/// <summary>Turns a component's saved state into an answer that people read.</summary>
internal static class ComponentStates
{
    /// <summary>A component in the saved state.</summary>
    public static LogicalProcess Load(IEmulatedWorld world, int component, byte[] saved)
    {
        var process = world.Create(component);
        var state = StateTransfer.Load(saved);
        process.Transfer(state);
        state.Finish();
        return process;
    }

    public static ComponentState Read(IEmulatedWorld world, ComponentInfo component, long atNanoseconds, byte[] saved)
    {
        var process = Load(world, component.Id, saved);
        var fields = new List<NamedValue>();
        process.Describe((name, value) => fields.Add(new NamedValue(name, value)));
        return new ComponentState(
            component.Path, component.Kind, atNanoseconds, process.Handled, Digest(process.Digest), fields);
    }

    /// <summary>A digest as it is printed: 16 hexadecimal digits.</summary>
    public static string Digest(ulong digest) => digest.ToString("x16", CultureInfo.InvariantCulture);
}
