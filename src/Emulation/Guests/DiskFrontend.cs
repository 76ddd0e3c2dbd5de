using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Devices;
using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Guests;

/// <summary>
/// The guest's block layer and its frontend (blkfront): accesses of applications, the queue in which they are split and
/// merged into requests, and the slots of the ring. Nothing here costs time; the domain charges it.
/// </summary>
/// <remarks>
/// An access is split where it exceeds a request of the ring. A piece that continues the last request of the queue is
/// merged into it, unless that request is being put into the ring. Invariant: an access is complete once, when all its
/// pieces are. No allocation once it is built.
/// </remarks>
internal sealed class DiskFrontend
{
    /// <summary>Accesses under way at most (Linux' nr_requests); more wait at their application.</summary>
    public const int AccessesMax = 128;

    private const long None = -1;

    private readonly Fifo<long> _freeAccesses = new(AccessesMax);
    private readonly Fifo<long> _freePieces;
    private readonly Fifo<long> _freeSlots = new(BlockBackend.RingSlots);
    private readonly Fifo<QueuedRequest> _queue = new(AccessesMax);
    private readonly Fifo<long> _answers = new(BlockBackend.RingSlots);
    private DiskAccess[] _accesses = new DiskAccess[AccessesMax];
    private Piece[] _pieces;
    private QueuedRequest[] _ring = new QueuedRequest[BlockBackend.RingSlots];
    private State _state;

    /// <summary>A frontend without accesses.</summary>
    /// <param name="accessBytesMax">The longest access of the domain's applications.</param>
    /// <param name="vcpu">The vCPU on which it works at first.</param>
    public DiskFrontend(int accessBytesMax, int vcpu)
    {
        _state.Vcpu = vcpu;
        var each = (accessBytesMax + BlockBackend.RequestBytesMax - 1) / BlockBackend.RequestBytesMax;
        _pieces = new Piece[AccessesMax * each];
        _freePieces = new Fifo<long>(_pieces.Length);
        Fill(_freeAccesses, AccessesMax);
        Fill(_freePieces, _pieces.Length);
        Fill(_freeSlots, BlockBackend.RingSlots);
        _state.NotifyNext = 1;
    }

    /// <summary>Requests put into the ring since the start.</summary>
    public long Produced => _state.Produced;

    /// <summary>Answers taken off the ring since the start.</summary>
    public long Consumed => _state.Consumed;

    /// <summary>Pieces that were merged into a request with others.</summary>
    public long Merges => _state.Merges;

    /// <summary>Accesses under way.</summary>
    public int UnderWay => AccessesMax - _freeAccesses.Count;

    /// <summary>Answers that nobody took from the ring yet.</summary>
    public int WaitingAnswers => _answers.Count;

    /// <summary>The vCPU on which the frontend works.</summary>
    public ref long Vcpu => ref _state.Vcpu;

    /// <summary>Requests that are being put into the ring; 0 for none.</summary>
    public ref long Submitting => ref _state.Submitting;

    /// <summary>1 while answers are being taken off the ring.</summary>
    public ref long Polling => ref _state.Polling;

    /// <summary>1 while the backend wants to be notified of the next request.</summary>
    public ref long NotifyNext => ref _state.NotifyNext;

    /// <summary>Requests that may be put into the ring now.</summary>
    public int Ready => Math.Min(_queue.Count, _freeSlots.Count);

    /// <summary>Whether another access may begin.</summary>
    public bool HasRoom => _freeAccesses.Count > 0;

    /// <summary>Takes an access, for which there must be room.</summary>
    public void Access(in DiskAccess access, long sector)
    {
        var index = _freeAccesses.Dequeue();
        _accesses[index] = access;
        for (var done = 0; done < access.Bytes;)
        {
            var bytes = Math.Min((int)access.Bytes - done, BlockBackend.RequestBytesMax);
            AddPiece(index, access.Write, bytes, sector + (done / DiskOperation.SectorBytes));
            done += bytes;
        }
    }

    /// <summary>Pieces of the first so many requests of the queue.</summary>
    public long PiecesOf(int requests)
    {
        var pieces = 0L;
        for (var i = 0; i < requests; i++)
        {
            pieces += _queue[i].Pieces;
        }

        return pieces;
    }

    /// <summary>Puts the head of the queue into a free slot of the ring.</summary>
    public DiskOperation Produce()
    {
        var request = _queue.Dequeue();
        var slot = _freeSlots.Dequeue();
        _ring[slot] = request;
        _state.Produced++;
        return new DiskOperation((int)slot, request.Write == 1, (int)request.Bytes, request.Sector);
    }

    /// <summary>The backend answered the request of a slot.</summary>
    public void Answer(long slot) => _answers.Enqueue(slot);

    /// <summary>Pieces of all requests whose answers wait.</summary>
    public long AnsweredPieces()
    {
        var pieces = 0L;
        for (var i = 0; i < _answers.Count; i++)
        {
            pieces += _ring[_answers[i]].Pieces;
        }

        return pieces;
    }

    /// <summary>Takes an answer off the ring: the pieces of its request, for <see cref="TryFinish"/>.</summary>
    public long Consume()
    {
        var slot = _answers.Dequeue();
        _freeSlots.Enqueue(slot);
        _state.Consumed++;
        return _ring[slot].First;
    }

    /// <summary>Finishes the next piece of an answered request.</summary>
    /// <param name="piece">The piece; becomes the next one, −1 behind the last.</param>
    /// <param name="access">The access that is complete with it.</param>
    /// <returns>Whether an access is complete.</returns>
    public bool TryFinish(ref long piece, out DiskAccess access)
    {
        var index = _pieces[piece].Access;
        _freePieces.Enqueue(piece);
        piece = _pieces[piece].Next;
        access = _accesses[index];
        Invariant.Holds(access.PiecesLeft > 0);
        _accesses[index].PiecesLeft--;
        if (access.PiecesLeft > 1)
        {
            return false;
        }

        _freeAccesses.Enqueue(index);
        return true;
    }

    /// <summary>Saves or loads it.</summary>
    public void Transfer(StateTransfer state)
    {
        _freeAccesses.Transfer(state);
        _freePieces.Transfer(state);
        _freeSlots.Transfer(state);
        _queue.Transfer(state);
        _answers.Transfer(state);
        state.Array(ref _accesses);
        state.Array(ref _pieces);
        state.Array(ref _ring);
        state.Value(ref _state);
    }

    private static void Fill(Fifo<long> free, int count)
    {
        for (var i = 0; i < count; i++)
        {
            free.Enqueue(i);
        }
    }

    private void AddPiece(long access, long write, int bytes, long sector)
    {
        var piece = _freePieces.Dequeue();
        _accesses[access].PiecesLeft++;
        _pieces[piece] = new Piece { Access = access, Next = None };
        if (_queue.Count > _state.Submitting)
        {
            ref var last = ref _queue[_queue.Count - 1];
            if (last.Write == write
                && last.Sector + (last.Bytes / DiskOperation.SectorBytes) == sector
                && last.Bytes + bytes <= BlockBackend.RequestBytesMax)
            {
                _pieces[last.Last].Next = piece;
                last.Last = piece;
                last.Pieces++;
                last.Bytes += bytes;
                _state.Merges++;
                return;
            }
        }

        _queue.Enqueue(new QueuedRequest
        {
            First = piece,
            Last = piece,
            Pieces = 1,
            Sector = sector,
            Bytes = bytes,
            Write = write,
        });
    }

    private struct Piece
    {
        public long Access;
        public long Next;
    }

    private struct QueuedRequest
    {
        public long First;
        public long Last;
        public long Pieces;
        public long Sector;
        public long Bytes;
        public long Write;
    }

    private struct State
    {
        public long Vcpu;
        public long Submitting;
        public long Polling;
        public long NotifyNext;
        public long Produced;
        public long Consumed;
        public long Merges;
    }
}
