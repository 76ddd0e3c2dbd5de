using Xenisol.Grains;

namespace Xenisol.Client.Terminals;

/// <summary>Shows nothing.</summary>
internal sealed class SilentProgress : IProgressView
{
    public void Show(RunProgress progress)
    {
    }

    public void Dispose()
    {
    }
}
