namespace Xenisol.Emulation.Guests;

/// <summary>Computes for ever.</summary>
internal sealed class BurnApplication : GuestApplication
{
    /// <summary>A hog before its start.</summary>
    public BurnApplication(int index, int vcpu)
        : base(index, vcpu)
    {
    }

    /// <inheritdoc/>
    public override void Start(IGuestKernel kernel)
    {
        Remaining = Endless;
        kernel.Wake(this);
    }

    /// <inheritdoc/>
    public override void Complete(IGuestKernel kernel) => Start(kernel);
}
