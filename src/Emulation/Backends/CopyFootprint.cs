using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;

namespace Xenisol.Emulation.Backends;

/// <summary>
/// Whether the page that a frame is copied into is still in the core's cache. A frontend posts its receive buffers in
/// turn, so a page is used again <see cref="Buffers"/> frames later; what was copied in between, for all guests, has
/// passed through the same cache. If that is more than the cache holds, the page is gone (least recently used goes
/// first), and the copy pays for fetching it.
/// </summary>
/// <remarks>Each copy touches its bytes twice: where they come from and where they go to. One cache is assumed, that of
/// the core on which the driver domain works. O(1) a frame.</remarks>
internal sealed class CopyFootprint
{
    /// <summary>Buffers that a frontend keeps posted at least: netfront's initial and least target.</summary>
    public const int Buffers = 64;

    private readonly long _cacheBytes;
    private readonly long _missNanoseconds;
    private long _touchedBytes;
    private long[] _touchedAtUse;
    private long[] _next;

    /// <summary>A cache that holds no page of any of so many interfaces.</summary>
    public CopyFootprint(MachineProfile machine, int interfaces)
    {
        _cacheBytes = machine.CacheBytes;
        _missNanoseconds = _cacheBytes == 0 ? 0 : machine.CopyMiss.Nanoseconds;
        _touchedAtUse = new long[_missNanoseconds == 0 ? 0 : interfaces * Buffers];
        _next = new long[_missNanoseconds == 0 ? 0 : interfaces];
        Array.Fill(_touchedAtUse, -_cacheBytes);
    }

    /// <summary>A frame is copied into the next buffer of an interface.</summary>
    /// <returns>What fetching the buffer's page costs, in ns; in proportion to the size, rounded up.</returns>
    public long Use(long vif, long bytes)
    {
        if (_missNanoseconds == 0)
        {
            return 0;
        }

        ref var used = ref _touchedAtUse[(vif * Buffers) + _next[vif]];
        _next[vif] = (_next[vif] + 1) % Buffers;
        var isGone = _touchedBytes - used >= _cacheBytes;
        _touchedBytes += 2 * bytes;
        used = _touchedBytes;
        return isGone ? ((_missNanoseconds * bytes) + 1_499) / 1_500 : 0;
    }

    /// <summary>Saves or loads what the cache holds.</summary>
    public void Transfer(StateTransfer state)
    {
        state.Value(ref _touchedBytes);
        state.Array(ref _touchedAtUse);
        state.Array(ref _next);
    }
}
