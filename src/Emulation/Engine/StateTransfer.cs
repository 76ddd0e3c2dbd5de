using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xenisol.Emulation.Engine;

/// <summary>
/// Saves or loads state with one and the same description: a component passes each field by reference, and the
/// transfer writes or overwrites it. So saving and loading cannot disagree on order or width.
/// </summary>
public sealed class StateTransfer
{
    private readonly ArrayBufferWriter<byte>? _saved;
    private readonly ReadOnlyMemory<byte> _loaded;
    private int _position;

    private StateTransfer(ArrayBufferWriter<byte>? saved, ReadOnlyMemory<byte> loaded)
    {
        _saved = saved;
        _loaded = loaded;
    }

    /// <summary>Whether fields are overwritten (true) or written out (false).</summary>
    public bool Loading => _saved is null;

    /// <summary>A transfer that saves.</summary>
    public static StateTransfer Save() => new(new ArrayBufferWriter<byte>(), default);

    /// <summary>A transfer that loads what another saved.</summary>
    public static StateTransfer Load(ReadOnlyMemory<byte> saved) => new(null, saved);

    /// <summary>What was saved.</summary>
    /// <exception cref="InvalidOperationException">This transfer loads.</exception>
    public byte[] ToArray() =>
        _saved?.WrittenSpan.ToArray() ?? throw new InvalidOperationException("A loading transfer holds no output.");

    /// <summary>Transfers one plain value.</summary>
    /// <exception cref="InvalidDataException">The saved state is shorter than what is loaded.</exception>
    public void Value<T>(ref T value)
        where T : unmanaged
    {
        var size = Unsafe.SizeOf<T>();
        if (_saved is not null)
        {
            MemoryMarshal.Write(_saved.GetSpan(size), in value);
            _saved.Advance(size);
            return;
        }

        value = MemoryMarshal.Read<T>(Take(size));
    }

    /// <summary>Transfers an array of plain values; loading replaces it by one of the saved length.</summary>
    /// <exception cref="InvalidDataException">The saved state is shorter than what is loaded.</exception>
    public void Array<T>(ref T[] values)
        where T : unmanaged
    {
        var length = values.Length;
        Value(ref length);
        if (_saved is not null)
        {
            var bytes = MemoryMarshal.AsBytes(values.AsSpan());
            bytes.CopyTo(_saved.GetSpan(bytes.Length));
            _saved.Advance(bytes.Length);
            return;
        }

        // Checked before anything of that length is allocated: a damaged file must not exhaust the memory.
        if (length < 0 || (long)length * Unsafe.SizeOf<T>() > _loaded.Length - _position)
        {
            throw new InvalidDataException(
                $"Saved state claims {length} values of {Unsafe.SizeOf<T>()} bytes at byte {_position}, "
                + $"but has only {_loaded.Length} bytes in all.");
        }

        if (values.Length != length)
        {
            values = new T[length];
        }

        Take(length * Unsafe.SizeOf<T>()).CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
    }

    /// <summary>Checks that everything saved was loaded.</summary>
    /// <exception cref="InvalidDataException">Something is left over.</exception>
    public void Finish()
    {
        if (Loading && _position != _loaded.Length)
        {
            throw new InvalidDataException(
                $"Saved state has {_loaded.Length} bytes, but only {_position} were loaded.");
        }
    }

    private ReadOnlySpan<byte> Take(int size)
    {
        if (_loaded.Length - _position < size)
        {
            throw new InvalidDataException(
                $"Saved state ends at byte {_loaded.Length}, but {size} bytes are needed at {_position}.");
        }

        var span = _loaded.Span.Slice(_position, size);
        _position += size;
        return span;
    }
}
