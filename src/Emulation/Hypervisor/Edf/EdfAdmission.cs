using System.Globalization;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Hypervisor.Edf;

/// <summary>
/// Partitioned admission: a core takes reservations while the sum of slice / period stays within its limit, which is
/// sufficient for EDF on one core. Sums are exact fractions in parts per billion, each rounded up.
/// </summary>
internal sealed class EdfAdmission
{
    /// <summary>No core.</summary>
    public const int None = -1;

    private const long PartsPerBillion = 1_000_000_000;
    private const long PpbPerPpm = 1_000;
    private readonly long _limit;
    private readonly long[] _reserved;

    /// <summary>An admission test without reservations.</summary>
    /// <param name="cores">How many cores there are.</param>
    /// <param name="limitPpm">The limit of each, in parts per million.</param>
    public EdfAdmission(int cores, int limitPpm)
    {
        _limit = limitPpm * PpbPerPpm;
        _reserved = new long[cores];
    }

    /// <summary>The share that a reservation takes, in parts per billion, rounded up.</summary>
    public static long Share(long period, long slice) =>
        period == 0 ? 0 : (long)((((Int128)slice * PartsPerBillion) + period - 1) / period);

    /// <summary>What is left on a core, in parts per billion.</summary>
    public long LeftOn(int core) => _limit - _reserved[core];

    /// <summary>The core with the most room.</summary>
    public int Roomiest()
    {
        var best = 0;
        for (var core = 1; core < _reserved.Length; core++)
        {
            best = _reserved[core] < _reserved[best] ? core : best;
        }

        return best;
    }

    /// <summary>The allowed core with the most room; at least one must be allowed.</summary>
    public int Roomiest(PcpuSet allowed)
    {
        var best = None;
        for (var core = 0; core < _reserved.Length; core++)
        {
            if (allowed.Contains(core) && (best == None || _reserved[core] < _reserved[best]))
            {
                best = core;
            }
        }

        return best;
    }

    /// <summary>Adds a share to a core without a test; a negative one frees it.</summary>
    public void Add(int core, long share) => _reserved[core] += share;

    /// <summary>Takes the first allowed core with room for a share, <paramref name="preferred"/> before all others.
    /// </summary>
    /// <returns>The core, or <see cref="None"/> where none has room.</returns>
    public int TryAdmit(long share, PcpuSet allowed, int preferred = None)
    {
        if (preferred != None && allowed.Contains(preferred) && _reserved[preferred] + share <= _limit)
        {
            _reserved[preferred] += share;
            return preferred;
        }

        for (var core = 0; core < _reserved.Length; core++)
        {
            if (allowed.Contains(core) && _reserved[core] + share <= _limit)
            {
                _reserved[core] += share;
                return core;
            }
        }

        return None;
    }

    /// <summary>A share of a core in readable form, rounded down, for messages.</summary>
    public static string Percent(long partsPerBillion) => string.Create(
        CultureInfo.InvariantCulture, $"{partsPerBillion / 10_000_000}.{partsPerBillion / 100_000 % 100:00} %");

    /// <summary>The time in readable form, for messages.</summary>
    public static string Describe(long period, long slice) =>
        $"{Duration.FromNanoseconds(slice)} every {Duration.FromNanoseconds(period)}";
}
