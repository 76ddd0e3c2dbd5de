using Xenisol.Client.Reports;

namespace Xenisol.Client.Tests.Reports;

public class CommandLogFileTests
{
    [Fact]
    public void What_was_written_is_read_back()
    {
        using TestFolder folder = new();
        var commands = SampleOutcome.Create().Result.Commands;
        CommandLogFile.Write(folder.PathOf("log"), commands);
        var log = CommandLogFile.Read(folder.PathOf("log"));
        Assert.Equal(commands, log.Select(entry => entry.Command));
        Assert.Equal($"{folder.PathOf("log")}:1", log[0].Place);
    }

    [Theory]
    [InlineData("not json", "log:2: This is no entry of a command log")]
    [InlineData("{}", "log:2: This is no entry of a command log")]
    [InlineData(
        """{"position":0,"atNanoseconds":1,"component":"c","kind":"Fly","port":0,"a":1,"b":2}""",
        "log:2: 'Fly' is no kind")]
    public void A_malformed_line_is_named(string line, string message)
    {
        using TestFolder folder = new();
        var path = folder.PathOf("log");
        CommandLogFile.Write(path, SampleOutcome.Create().Result.Commands);
        File.AppendAllText(path, line + "\n");
        var fault = Assert.Throws<InvalidDataException>(() => CommandLogFile.Read(path));
        Assert.Contains(message, fault.Message);
    }
}
