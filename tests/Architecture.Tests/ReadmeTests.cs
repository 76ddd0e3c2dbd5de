namespace Xenisol.Architecture.Tests;

/// <summary>
/// Every command of the README runs in CI: <c>.ci/run</c> takes them from its <c>sh</c> blocks, so it is enough that
/// no command stands anywhere else and that the two that matter most are among them.
/// </summary>
public sealed class ReadmeTests
{
    private static readonly string[] Programs =
        ["dotnet ", "docker-compose ", "docker ", "xenisol ", "git ", "curl ", "bash ", "sh ", "./", ".ci/"];

    [Fact]
    public void Commands_stand_in_sh_blocks_only() =>
        Assert.Equal([], Lines(inShell: false).Where(IsCommand));

    [Fact]
    public void Every_line_of_an_sh_block_is_a_command()
    {
        Assert.NotEmpty(Lines(inShell: true));
        Assert.All(Lines(inShell: true), line => Assert.True(IsCommand(line), line));
    }

    [Fact]
    public void Ci_runs_the_commands_of_the_readme()
    {
        var script = Repository.Read(".ci/run");

        Assert.Contains("README.md", script, StringComparison.Ordinal);
        Assert.Contains("dotnet test", Lines(inShell: true));
        Assert.Contains(Lines(inShell: true), line => line.StartsWith(
            "dotnet run -c Release --project src/Client -- run scenarios/get-what-you-pay-for.yaml",
            StringComparison.Ordinal));
    }

    private static bool IsCommand(string line) =>
        Array.Exists(Programs, program => line.TrimStart('$', ' ').StartsWith(program, StringComparison.Ordinal))
            || line == "wait";

    private static IEnumerable<string> Lines(bool inShell)
    {
        var block = "";
        foreach (var line in Repository.Read("README.md").Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                block = block.Length == 0 ? line : "";
                continue;
            }

            if (inShell == (block == "```sh") && line.Length > 0)
            {
                yield return line.Split('#')[0].TrimEnd();
            }
        }
    }
}
