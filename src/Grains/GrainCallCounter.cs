namespace Xenisol.Grains;

/// <summary>Counts the calls that grains of a run take, for the run's summary.</summary>
internal sealed class GrainCallCounter : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.Grain is XenisolGrain grain)
        {
            grain.CountCall();
        }

        return context.Invoke();
    }
}
