using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Measurement;

namespace Xenisol.Emulation.Backends;

/// <summary>
/// What a monitor in the driver domain reads (XenMon of Gupta et al.): who caused its CPU time since the last reading.
/// All of that time is split in proportion to what was booked on bills, to the nanosecond; time in which nothing was
/// booked is kept for the next reading.
/// </summary>
internal sealed class CauseMeter
{
    private long[] _booked;
    private long _driver;
    private long _kept;

    /// <summary>A meter that was read at the start.</summary>
    /// <param name="causes">How many interfaces there are.</param>
    public CauseMeter(int causes) => _booked = new long[causes];

    /// <summary>Reads the meter.</summary>
    /// <param name="bills">The backend's bills.</param>
    /// <param name="driverNanoseconds">CPU time of the driver domain since the start, in ns.</param>
    /// <returns>By interface: the time that it caused, in ns.</returns>
    public long[] Read(WorkBills bills, long driverNanoseconds)
    {
        var weights = new long[_booked.Length];
        var sum = 0L;
        for (var cause = 0; cause < weights.Length; cause++)
        {
            var booked = bills.Booked(cause);
            weights[cause] = booked - _booked[cause];
            _booked[cause] = booked;
            sum += weights[cause];
        }

        _kept += driverNanoseconds - _driver;
        _driver = driverNanoseconds;
        if (sum == 0)
        {
            return weights;
        }

        var charges = LargestRemainder.Split(_kept, weights);
        _kept = 0;
        return charges;
    }

    /// <summary>Saves or loads the meter.</summary>
    public void Transfer(StateTransfer state)
    {
        state.Array(ref _booked);
        state.Value(ref _driver);
        state.Value(ref _kept);
    }
}
