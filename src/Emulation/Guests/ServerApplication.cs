using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests;

/// <summary>
/// Serves requests one after the other, in the order of their arrival: CPU time, then a reply in segments. A request
/// that lost a segment on its way is not served.
/// </summary>
internal sealed class ServerApplication : GuestApplication
{
    private readonly ServerPlan _plan;
    private readonly IReadOnlyList<TraceRequest> _trace;
    private readonly Fifo<ServerRequest> _requests = new();
    private ServerRequest _arriving;
    private long _arrivedSegments;
    private long _started;
    private long _served;

    /// <summary>A server without requests.</summary>
    /// <param name="index">Its number in the domain.</param>
    /// <param name="vcpu">The domain's vCPU that it is bound to.</param>
    /// <param name="plan">What a request needs that says nothing of its own.</param>
    /// <param name="trace">By number of the request: what it needs; empty if requests bring nothing.</param>
    public ServerApplication(int index, int vcpu, ServerPlan plan, IReadOnlyList<TraceRequest> trace)
        : base(index, vcpu)
    {
        _plan = plan;
        _trace = trace;
    }

    /// <summary>Requests served since the start.</summary>
    public long Served => _served;

    /// <summary>Requests that wait or are being served.</summary>
    public int Waiting => _requests.Count;

    /// <inheritdoc/>
    public override void Start(IGuestKernel kernel)
    {
    }

    /// <inheritdoc/>
    public override bool Takes(in Packet packet) => packet.Kind == PacketKind.Request;

    /// <inheritdoc/>
    public override void Receive(IGuestKernel kernel, in Packet packet)
    {
        var request = new ServerRequest(packet.Source, packet.Number);
        if (request != _arriving)
        {
            _arriving = request;
            _arrivedSegments = 0;
        }

        _arrivedSegments++;
        if (!packet.Last || _arrivedSegments != packet.Sequence + 1L)
        {
            return;
        }

        kernel.Out.Observe(MessageKind.HopApplicationQueued, kernel.HostVcpu(Vcpu), packet.RequestId);
        _requests.Enqueue(request);
        if (_requests.Count == 1)
        {
            Begin(kernel);
        }
    }

    /// <inheritdoc/>
    public override void Complete(IGuestKernel kernel)
    {
        var request = _requests.Dequeue();
        _served++;
        kernel.Out.Observe(MessageKind.HopApplicationDone, kernel.HostVcpu(Vcpu), request.Id);
        Reply(kernel, request);
        if (_requests.Count > 0)
        {
            Begin(kernel);
        }
    }

    /// <inheritdoc/>
    public override void ObserveRun(IGuestKernel kernel, bool runs, bool lostCore)
    {
        var kind = MessageKind.HopApplicationPreempted;
        if (runs)
        {
            kind = _started == 0 ? MessageKind.HopApplicationStarted : MessageKind.HopApplicationResumed;
            _started = 1;
        }

        kernel.Out.Observe(kind, kernel.HostVcpu(Vcpu), _requests[0].Id, lostCore ? 1 : 0);
    }

    /// <inheritdoc/>
    public override void Transfer(StateTransfer state)
    {
        base.Transfer(state);
        _requests.Transfer(state);
        state.Value(ref _arriving);
        state.Value(ref _arrivedSegments);
        state.Value(ref _started);
        state.Value(ref _served);
    }

    private void Begin(IGuestKernel kernel)
    {
        var cost = _plan.Cost;
        var number = _requests[0].Number;
        if (number < _trace.Count && _trace[(int)number].Cost > Duration.Zero)
        {
            cost = _trace[(int)number].Cost;
        }

        _started = 0;
        Remaining = cost.Nanoseconds;
        kernel.Wake(this);
    }

    private void Reply(IGuestKernel kernel, in ServerRequest request)
    {
        var bytes = _plan.ReplyBytes;
        if (request.Number < _trace.Count && _trace[(int)request.Number].ReplyBytes > 0)
        {
            bytes = _trace[(int)request.Number].ReplyBytes;
        }

        var segments = Packet.SegmentsOf(bytes);
        for (var i = 0L; i < segments; i++)
        {
            var payload = Math.Min(bytes - (i * Packet.MaxSegmentBytes), Packet.MaxSegmentBytes);
            kernel.Send(new Packet(
                PacketKind.Reply,
                Last: i == segments - 1,
                (int)payload + Packet.HeaderBytes,
                kernel.Id,
                (int)request.Client,
                (uint)request.Number,
                (uint)i));
        }
    }
}
