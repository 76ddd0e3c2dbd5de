using System.Diagnostics;
using System.Text.Json;

namespace Xenisol.Silo;

/// <summary>
/// The runs that can be reached on this machine: one file each in the user's runtime directory. Files whose process is
/// gone are removed by whoever looks.
/// </summary>
public sealed class RunEndpoints
{
    private const string Extension = ".xenisol-run.json";
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(2);

    private readonly string _directory;

    /// <summary>The files of a directory.</summary>
    /// <param name="directory">The directory; it is made when the first run registers.</param>
    public RunEndpoints(string directory) => _directory = directory;

    /// <summary>The files of the user's runtime directory: <c>$XDG_RUNTIME_DIR/xenisol</c>, else <c>~/.xenisol/run</c>.
    /// </summary>
    public static RunEndpoints OfUser()
    {
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        return new RunEndpoints(
            string.IsNullOrEmpty(runtime)
                ? Path.Combine(
                    Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".xenisol", "run")
                : Path.Combine(runtime, "xenisol"));
    }

    /// <summary>Registers a run of this process; disposing of the registration removes the file.</summary>
    /// <param name="run">The run's name.</param>
    /// <param name="gateway">Where clients connect, <c>address:port</c>.</param>
    public IDisposable Register(string run, string gateway)
    {
        Directory.CreateDirectory(_directory);
        using var process = Process.GetCurrentProcess();
        var endpoint = new RunEndpoint(run, gateway, process.Id, process.StartTime.ToUniversalTime().Ticks);
        var path = Path.Combine(_directory, $"{run}.{process.Id}{Extension}");

        // Written beside and renamed, so that nobody reads half a file.
        var temporary = path + ".new";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(endpoint));
        File.Move(temporary, path, overwrite: true);
        return new Registration(path);
    }

    /// <summary>The runs whose process is alive, by name.</summary>
    public IReadOnlyList<RunEndpoint> List()
    {
        if (!Directory.Exists(_directory))
        {
            return [];
        }

        var alive = new List<RunEndpoint>();
        foreach (var path in Directory.EnumerateFiles(_directory, "*" + Extension).Order(StringComparer.Ordinal))
        {
            if (Read(path) is { } endpoint && IsAlive(endpoint))
            {
                alive.Add(endpoint);
            }
            else
            {
                File.Delete(path);
            }
        }

        return alive;
    }

    private static RunEndpoint? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RunEndpoint>(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is JsonException or FileNotFoundException)
        {
            return null;
        }
    }

    private static bool IsAlive(RunEndpoint endpoint)
    {
        try
        {
            using var process = Process.GetProcessById(endpoint.ProcessId);
            var started = process.StartTime.ToUniversalTime().Ticks;
            return Math.Abs(started - endpoint.ProcessStartedUtcTicks) <= StartTolerance.Ticks;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private sealed class Registration(string path) : IDisposable
    {
        public void Dispose() => File.Delete(path);
    }
}
