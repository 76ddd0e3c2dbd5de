using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Xenisol.Client.Commands;

/// <summary>Help whose usage line names the command, not the file that it was started from.</summary>
internal sealed class NamedHelp : SynchronousCommandLineAction
{
    private const string Title = "Usage:";

    private readonly SynchronousCommandLineAction _help;

    private NamedHelp(SynchronousCommandLineAction help) => _help = help;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Puts it in the place of a root's help; every command below inherits it.</summary>
    public static void Install(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new NamedHelp((SynchronousCommandLineAction)option.Action!);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        var output = configuration.Output;
        using StringWriter help = new() { NewLine = output.NewLine };
        configuration.Output = help;
        try
        {
            return _help.Invoke(parseResult);
        }
        finally
        {
            configuration.Output = output;
            output.Write(Named(help.ToString()));
        }
    }

    private static string Named(string help)
    {
        var file = RootCommand.ExecutableName;
        var usage = help.IndexOf(Title, StringComparison.Ordinal);
        var name = usage < 0 ? -1 : help.IndexOf(file, usage + Title.Length, StringComparison.Ordinal);
        return name < 0 ? help : $"{help[..name]}xenisol{help[(name + file.Length)..]}";
    }
}
