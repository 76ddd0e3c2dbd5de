using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests;

/// <summary>
/// One end of a bulk stream inside a domain. The application itself costs nothing, as netperf's: the stack's work for
/// each frame does.
/// </summary>
internal sealed class StreamApplication : GuestApplication, IStreamOwner
{
    private readonly StreamEnd _stream;
    private IGuestKernel? _kernel;

    /// <summary>An end that has sent nothing.</summary>
    public StreamApplication(int index, int vcpu, StreamEnd stream)
        : base(index, vcpu) => _stream = stream;

    /// <summary>The end of the stream.</summary>
    public StreamEnd Stream => _stream;

    /// <inheritdoc/>
    public VirtualTime Now => Kernel.Out.Now;

    // The domain of the message being handled; no state.
    private IGuestKernel Kernel => _kernel ?? throw new InvalidOperationException("No message is being handled.");

    /// <inheritdoc/>
    public override void Start(IGuestKernel kernel)
    {
        _kernel = kernel;
        _stream.Start(this);
    }

    /// <inheritdoc/>
    public override bool Takes(in Packet packet) => _stream.Takes(packet);

    /// <inheritdoc/>
    public override void Receive(IGuestKernel kernel, in Packet packet)
    {
        _kernel = kernel;
        _stream.Receive(this, packet);
    }

    /// <inheritdoc/>
    public override void TimerFired(IGuestKernel kernel, int timer)
    {
        _kernel = kernel;
        _stream.TimerFired(this);
    }

    /// <inheritdoc/>
    public void Send(in Packet packet) => Kernel.Send(packet);

    /// <inheritdoc/>
    public void ArmTimer(StreamEnd stream, VirtualTime at) => Kernel.ArmTimer(this, 0, at);

    /// <inheritdoc/>
    public override void Transfer(StateTransfer state)
    {
        base.Transfer(state);
        _stream.Transfer(state);
    }
}
