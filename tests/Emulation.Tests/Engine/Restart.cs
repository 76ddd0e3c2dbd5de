using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Tests.Engine;

/// <summary>Stops an engine, and goes on in a fresh one that knows nothing but the saved bytes.</summary>
internal static class Restart
{
    public static Timeline In(Timeline stopped, Timeline fresh)
    {
        Transfer(stopped.Transfer, fresh.Transfer);
        return fresh;
    }

    public static Partition In(Partition stopped, Partition fresh)
    {
        Transfer(stopped.Transfer, fresh.Transfer);
        return fresh;
    }

    private static void Transfer(Action<StateTransfer> from, Action<StateTransfer> to)
    {
        var save = StateTransfer.Save();
        from(save);
        var load = StateTransfer.Load(save.ToArray());
        to(load);
        load.Finish();
    }
}
