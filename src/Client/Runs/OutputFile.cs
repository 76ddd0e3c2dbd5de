namespace Xenisol.Client.Runs;

/// <summary>
/// A file that a run writes. It is opened before the run starts and emptied only when writing begins, so that a run
/// that comes to nothing leaves what was there before. It may be a pipe or a device.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    public const int UsualBuffer = 4_096;

    private readonly string _path;
    private readonly bool _isNew;
    private readonly FileStream _stream;
    private bool _begun;

    /// <exception cref="IOException">The path cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written, or is a folder.</exception>
    public OutputFile(string path, int bufferSize = UsualBuffer)
    {
        _path = path;
        _isNew = !File.Exists(path);
        _stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize);
    }

    /// <summary>Empties it and takes what is written.</summary>
    public Stream Begin()
    {
        if (!_begun && _stream.CanSeek && _stream.Length > 0)
        {
            _stream.SetLength(0);
        }

        _begun = true;
        return _stream;
    }

    /// <summary>Closes it; one that was made for this run and never written goes away.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        if (_isNew && !_begun)
        {
            File.Delete(_path);
        }
    }
}
