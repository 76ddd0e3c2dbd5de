using Xenisol.Grains;

namespace Xenisol.Client.Terminals;

/// <summary>Shows how far a run is.</summary>
internal interface IProgressView : IDisposable
{
    void Show(RunProgress progress);
}
