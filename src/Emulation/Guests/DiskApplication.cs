using Xenisol.Emulation.Devices;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Measurement;
using Xenisol.Emulation.Randomness;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Guests;

/// <summary>
/// Reads and writes the domain's virtual disk: as many accesses at a time as its depth (closed loop), or one whenever
/// one is due (open loop), whose latency counts from then. It needs no CPU time itself, as fio: the kernel's work for
/// each piece does.
/// </summary>
internal sealed class DiskApplication : GuestApplication
{
    /// <summary>Accesses that may wait for the kernel to take them; those beyond are refused and counted.</summary>
    public const int WaitingMax = 65_536;

    private readonly DiskAccessPlan _plan;
    private readonly DiskArea _area;
    private readonly VirtualTime _warmup;
    private readonly Fifo<long> _waiting = new();
    private readonly LatencyHistogram _latency = new();
    private RandomStream _places;
    private RandomStream _directions;
    private RandomStream _arrivals;
    private long _nextBlock;
    private DiskUse _use;

    /// <summary>An application that has accessed nothing.</summary>
    /// <param name="index">Its number in the domain.</param>
    /// <param name="vcpu">The housekeeping vCPU.</param>
    /// <param name="plan">What it does.</param>
    /// <param name="area">The part of the virtual disk that it uses.</param>
    /// <param name="draws">Where its random streams come from.</param>
    /// <param name="warmup">When statistics begin.</param>
    public DiskApplication(
        int index, int vcpu, DiskAccessPlan plan, DiskArea area, DiskDraws draws, VirtualTime warmup)
        : base(index, vcpu)
    {
        _plan = plan;
        _area = area;
        _warmup = warmup;
        _places = draws.Stream(index, "places");
        _directions = draws.Stream(index, "directions");
        _arrivals = draws.Stream(index, "arrivals");
    }

    /// <summary>From the intended start to completion, of accesses meant to start after the warm-up.</summary>
    public LatencyHistogram Latency => _latency;

    /// <summary>Bytes of each access.</summary>
    public int BlockBytes => _plan.BlockBytes;

    /// <summary>What it has done.</summary>
    public DiskUse Use => _use;

    /// <summary>Accesses that wait for the kernel to take them.</summary>
    public int Waiting => _waiting.Count;

    private bool IsClosed => _plan.Depth > 0;

    /// <inheritdoc/>
    public override void Start(IGuestKernel kernel)
    {
        if (!IsClosed)
        {
            ArmArrival(kernel);
            return;
        }

        for (var i = 0; i < _plan.Depth; i++)
        {
            _waiting.Enqueue(kernel.Out.Now.Nanoseconds);
        }

        DiskReady(kernel);
    }

    /// <inheritdoc/>
    public override void TimerFired(IGuestKernel kernel, int timer)
    {
        if (_waiting.Count < WaitingMax)
        {
            _waiting.Enqueue(kernel.Out.Now.Nanoseconds);
        }
        else
        {
            _use.Refused += IsMeasured(kernel.Out.Now) ? 1 : 0;
        }

        ArmArrival(kernel);
        DiskReady(kernel);
    }

    /// <inheritdoc/>
    public override void DiskReady(IGuestKernel kernel)
    {
        while (_waiting.Count > 0 && kernel.CanAccessDisk)
        {
            var access = new DiskAccess
            {
                Application = Index,
                Start = _waiting.Dequeue(),
                Write = _plan.ReadPpm < 1_000_000 && _directions.NextBelow(1_000_000) >= _plan.ReadPpm ? 1 : 0,
                Bytes = _plan.BlockBytes,
            };
            _use.Submitted++;
            kernel.AccessDisk(access, NextSector());
        }

        kernel.SubmitDisk();
    }

    /// <inheritdoc/>
    public override void DiskDone(IGuestKernel kernel, in DiskAccess access)
    {
        var now = kernel.Out.Now;
        _use.Completed++;
        if (IsMeasured(now))
        {
            _use.MeasuredReads += 1 - access.Write;
            _use.MeasuredWrites += access.Write;
        }

        var start = VirtualTime.FromNanoseconds(access.Start);
        if (IsMeasured(start))
        {
            _latency.Record(now - start);
        }

        if (IsClosed)
        {
            _waiting.Enqueue(now.Nanoseconds);
        }
    }

    /// <inheritdoc/>
    public override void Transfer(StateTransfer state)
    {
        base.Transfer(state);
        _waiting.Transfer(state);
        _latency.Transfer(state);
        state.Value(ref _places);
        state.Value(ref _directions);
        state.Value(ref _arrivals);
        state.Value(ref _nextBlock);
        state.Value(ref _use);
    }

    private bool IsMeasured(VirtualTime at) => at >= _warmup;

    private void ArmArrival(IGuestKernel kernel)
    {
        var gap = _plan.Arrivals == ArrivalKind.Poisson
            ? _arrivals.NextExponential(_plan.Gap.Nanoseconds)
            : _plan.Gap.Nanoseconds;
        kernel.ArmTimer(this, 0, kernel.Out.Now + Duration.FromNanoseconds(gap));
    }

    private long NextSector()
    {
        var blocks = _area.Bytes / _plan.BlockBytes;
        var block = _plan.Sequential ? _nextBlock : _places.NextBelow(blocks);
        _nextBlock = block + 1 == blocks ? 0 : block + 1;
        return _area.FirstSector + (block * (_plan.BlockBytes / DiskOperation.SectorBytes));
    }
}
