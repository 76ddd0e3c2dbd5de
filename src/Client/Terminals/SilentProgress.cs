namespace Xenisol.Client.Terminals;

/// <summary>Shows nothing.</summary>
internal sealed class SilentProgress : IProgressView
{
    public void Show(ProgressStep step)
    {
    }

    public void Dispose()
    {
    }
}
