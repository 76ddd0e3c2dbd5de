using System.CommandLine;

using Xenisol.Client.Terminals;

namespace Xenisol.Client.Commands;

/// <summary><c>xenisol completion bash</c>: a function for the shell, which asks <c>xenisol</c> itself.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        # eval "$(xenisol completion bash)"
        _xenisol() {
          local IFS=$'\n'
          local words="$(xenisol "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)"
          COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o bashdefault -o default -F _xenisol xenisol
        """;

    public static Command Create(Terminal terminal)
    {
        Command bash = new("bash", "For bash: eval \"$(xenisol completion bash)\".");
        bash.SetAction(_ =>
        {
            terminal.Out.WriteLine(Bash);
            return ExitCode.Success;
        });
        return new Command("completion", "Print a completion function for a shell.") { bash };
    }
}
