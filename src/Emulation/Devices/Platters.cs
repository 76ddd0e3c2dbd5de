using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Randomness;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Devices;

/// <summary>
/// Platters and one arm. An operation takes a seek, which grows with the root of the distance; then the wait until its
/// first sector passes the head, which depends on the instant; then its transfer. After a read the disk goes on reading
/// into its buffer until another operation moves the arm. O(1) an operation.
/// </summary>
/// <remarks>
/// seek(d) = track + 15/8 × (average − track) × √(d / D) for 1 ≤ d ≤ D tracks, 0 on the same track. Between two places
/// drawn at random √(d / D) has the mean 8/15, so that the mean seek is the average. The angle of the platters is the
/// time since the start of the run, modulo a turn.
/// </remarks>
internal sealed class Platters : IDiskMedium
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int RootShift = 40;

    private readonly DiskMechanicsPlan _plan;
    private readonly long _tracks;
    private readonly long _readAheadNanoseconds;
    private State _state;

    /// <summary>Platters at rest, the arm on the outermost track.</summary>
    public Platters(DiskMechanicsPlan plan, long capacityBytes)
    {
        _plan = plan;
        _tracks = Math.Max(capacityBytes / DiskOperation.SectorBytes / plan.SectorsPerTrack, 2);
        _readAheadNanoseconds = Passing(0, plan.ReadAheadBytes / DiskOperation.SectorBytes);
        _state.AheadSector = -1;
    }

    /// <inheritdoc/>
    public VirtualTime Serve(in DiskOperation operation, VirtualTime now, out bool fromBuffer)
    {
        var start = Math.Max(now.Nanoseconds, _state.FreeAt);
        fromBuffer = !operation.Write && TryBuffer(operation, start);
        if (!fromBuffer)
        {
            Move(operation, start);
        }

        return VirtualTime.FromNanoseconds(_state.FreeAt);
    }

    /// <inheritdoc/>
    public void Transfer(StateTransfer state) => state.Value(ref _state);

    /// <summary>The time of a seek over some tracks.</summary>
    public Duration Seek(long tracks)
    {
        if (tracks == 0)
        {
            return Duration.Zero;
        }

        // √(d / D) in units of 2⁻²⁰.
        var root = WholeRoot.Of((ulong)(((UInt128)(ulong)tracks << RootShift) / (ulong)(_tracks - 1)));
        var variable = (Int128)(_plan.AverageSeek - _plan.TrackSeek).Nanoseconds * 15 * (long)root;
        return _plan.TrackSeek + Duration.FromNanoseconds((long)((variable / 8) >> (RootShift / 2)));
    }

    /// <summary>A read that goes on where the last one ended, and that the head has read or will read next.</summary>
    private bool TryBuffer(in DiskOperation operation, long start)
    {
        if (operation.Sector != _state.AheadSector)
        {
            return false;
        }

        var read = _state.AheadAt + Passing(operation.Sector, operation.Sectors);
        if (read > _state.AheadUntil)
        {
            return false;
        }

        // The head is ahead of the reader by a buffer at most.
        _state.AheadSector = operation.End;
        _state.AheadAt = Math.Max(read, start - _readAheadNanoseconds);
        var bus = ((operation.Bytes * NanosecondsPerSecond) + _plan.InterfaceBytesPerSecond - 1)
            / _plan.InterfaceBytesPerSecond;
        _state.FreeAt = Math.Max(start + bus, read);
        _state.Track = _state.AheadUntil == long.MaxValue ? TrackOf(operation.End - 1) : _state.Track;
        return true;
    }

    private void Move(in DiskOperation operation, long start)
    {
        // What was read ahead until now stays in the buffer.
        _state.AheadUntil = Math.Min(_state.AheadUntil, start);
        var there = start + Seek(Math.Abs(TrackOf(operation.Sector) - _state.Track)).Nanoseconds;
        var rotation = _plan.Rotation.Nanoseconds;
        var angle = Passing(0, operation.Sector % _plan.SectorsPerTrack);
        var wait = (angle - (there % rotation) + rotation) % rotation;
        _state.FreeAt = there + wait + Passing(operation.Sector, operation.Sectors);
        _state.Track = TrackOf(operation.End - 1);
        if (!operation.Write)
        {
            _state.AheadSector = operation.End;
            _state.AheadAt = _state.FreeAt;
            _state.AheadUntil = long.MaxValue;
        }
    }

    private long TrackOf(long sector) => Math.Min(sector / _plan.SectorsPerTrack, _tracks - 1);

    /// <summary>The time in which sectors pass the head; that of consecutive stretches adds up exactly.</summary>
    private long Passing(long sector, long sectors)
    {
        var first = sector % _plan.SectorsPerTrack;
        return PositionOf(first + sectors) - PositionOf(first);
    }

    private long PositionOf(long sectors) => sectors * _plan.Rotation.Nanoseconds / _plan.SectorsPerTrack;

    private struct State
    {
        public long FreeAt;
        public long Track;

        /// <summary>The sector that the reader of the buffer wants next; −1 for none.</summary>
        public long AheadSector;

        /// <summary>When the head came to that sector, or later if the buffer was full.</summary>
        public long AheadAt;

        /// <summary>When the arm was moved away.</summary>
        public long AheadUntil;
    }
}
