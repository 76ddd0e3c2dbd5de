namespace Xenisol.Client.Terminals;

/// <summary>Shows how far something is.</summary>
internal interface IProgressView : IDisposable
{
    void Show(ProgressStep step);
}
