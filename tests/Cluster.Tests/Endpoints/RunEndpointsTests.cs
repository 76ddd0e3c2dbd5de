using System.Diagnostics;
using System.Text.Json;
using Xenisol.Silo;

namespace Xenisol.Cluster.Tests.Endpoints;

public sealed class RunEndpointsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("xenisol-endpoints").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_registered_run_is_listed_until_it_ends()
    {
        var endpoints = new RunEndpoints(Path.Combine(_directory, "made", "when", "needed"));
        Assert.Empty(endpoints.List());

        using (endpoints.Register("main", "127.0.0.1:30000"))
        using (endpoints.Register("other", "127.0.0.1:30001"))
        {
            var listed = endpoints.List();

            Assert.Equal(["main", "other"], listed.Select(endpoint => endpoint.Run));
            Assert.Equal("127.0.0.1:30000", listed[0].Gateway);
            Assert.Equal(Environment.ProcessId, listed[0].ProcessId);
        }

        Assert.Empty(endpoints.List());
    }

    [Fact]
    public void A_file_whose_process_is_gone_is_ignored_and_removed()
    {
        using var gone = Process.Start(new ProcessStartInfo("true"))!;
        gone.WaitForExit();
        Write("dead", gone.Id, DateTime.UtcNow.Ticks);

        Assert.Empty(new RunEndpoints(_directory).List());
        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Fact]
    public void A_process_number_that_was_given_again_does_not_revive_a_run()
    {
        Write("earlier", Environment.ProcessId, DateTime.UtcNow.AddDays(-1).Ticks);

        Assert.Empty(new RunEndpoints(_directory).List());
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_removed()
    {
        File.WriteAllText(Path.Combine(_directory, "half.xenisol-run.json"), "{");

        Assert.Empty(new RunEndpoints(_directory).List());
        Assert.Empty(Directory.GetFiles(_directory));
    }

    private void Write(string run, int process, long started) => File.WriteAllText(
        Path.Combine(_directory, $"{run}.{process}.xenisol-run.json"),
        JsonSerializer.Serialize(new RunEndpoint(run, "127.0.0.1:1", process, started)));
}
