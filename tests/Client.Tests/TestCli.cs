using Xenisol.Client.Terminals;
using Xenisol.Silo;

namespace Xenisol.Client.Tests;

/// <summary>The command line in this process, with its own folder, endpoint files and captured output.</summary>
internal sealed class TestCli : IDisposable
{
    private readonly StringWriter _out = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public TestFolder Folder { get; } = new();

    public string Out => _out.ToString();

    public string Error
    {
        get
        {
            lock (_error)
            {
                return _error.ToString();
            }
        }
    }

    public RunEndpoints Endpoints => new(Folder.PathOf("endpoints"));

    public Task<int> Run(params string[] arguments) => RunUntil(CancellationToken.None, arguments);

    // The interruption comes first, so that arguments can be listed after it.
#pragma warning disable CA1068
    public Task<int> RunUntil(CancellationToken interrupted, params string[] arguments)
#pragma warning restore CA1068
    {
        Terminal terminal = new(
            TextWriter.Synchronized(_out),
            TextWriter.Synchronized(_error),
            OutWidth: 0,
            ErrorIsTerminal: false,
            HasColor: false);
        return new Cli(terminal, Endpoints).Run(arguments, interrupted);
    }

    /// <summary>Forgets what was printed.</summary>
    public void Clear()
    {
        _out.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
    }

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
        Folder.Dispose();
    }
}
