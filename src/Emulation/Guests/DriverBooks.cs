using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Guests;

/// <summary>
/// What the driver domain's own kernel knows of the causes of its CPU time: whose event raised each upcall, and what
/// was half done when the warm-up ended. Backends know the rest.
/// </summary>
internal sealed class DriverBooks
{
    private long[] _upcalls;
    private long[] _upcallsAtWarmup;
    private KernelProgress[] _atWarmup;
    private long _warm;

    /// <summary>Empty books.</summary>
    /// <param name="ports">How many event channels the driver domain has.</param>
    /// <param name="vcpus">How many vCPUs.</param>
    public DriverBooks(int ports, int vcpus)
    {
        _upcalls = new long[ports];
        _upcallsAtWarmup = new long[ports];
        _atWarmup = new KernelProgress[vcpus];
    }

    /// <summary>Kernel work was worked on.</summary>
    public void Ran(in KernelWork work, long nanoseconds)
    {
        if (work.Kind == KernelWork.Upcall)
        {
            _upcalls[work.B] += nanoseconds;
        }
    }

    /// <summary>The warm-up is over; called for each vCPU.</summary>
    public void EndWarmup(int vcpu, in KernelProgress progress)
    {
        _warm = 1;
        _atWarmup[vcpu] = progress;
        _upcalls.CopyTo(_upcallsAtWarmup, 0);
    }

    /// <summary>What a vCPU was in the middle of when the warm-up ended.</summary>
    public KernelProgress AtWarmup(int vcpu) => _atWarmup[vcpu];

    /// <summary>CPU time of upcalls that a port raised, told since the end of the warm-up, in ns.</summary>
    /// <param name="port">The driver domain's port.</param>
    public long Upcalls(int port) => _warm == 1 ? _upcalls[port] - _upcallsAtWarmup[port] : 0;

    /// <summary>Saves or loads the books.</summary>
    public void Transfer(StateTransfer state)
    {
        state.Array(ref _upcalls);
        state.Array(ref _upcallsAtWarmup);
        state.Array(ref _atWarmup);
        state.Value(ref _warm);
    }
}
