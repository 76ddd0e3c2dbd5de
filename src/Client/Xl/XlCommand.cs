using System.CommandLine;

using Xenisol.Client.Terminals;
using Xenisol.Silo;

namespace Xenisol.Client.Xl;

/// <summary><c>xenisol xl …</c>: Xen's verbs on a running emulation.</summary>
internal static class XlCommand
{
    private static readonly Option<string?> RunName = new("--run")
    {
        HelpName = "NAME",
        Description = "Which run; needed if more than one goes on.",
        Recursive = true,
    };

    public static Command Create(Terminal terminal, RunEndpoints endpoints)
    {
        XlContext context = new(terminal, endpoints, RunName);
        return new Command("xl", "Xen's verbs on a running emulation.")
        {
            RunName,
            Verb(context, "list", "List domains.", (target, host) => XlTables.List(terminal.Out, host)),
            Verb(
                context, "vcpu-list", "List vCPUs.",
                (target, host) => XlTables.VcpuList(terminal.Out, host, target.Plan)),
            SchedCreditVerb.Create(context),
            SchedEdfVerb.Create(context),
        };
    }

    private static Command Verb(XlContext context, string name, string description, Action<XlTarget, XlHost> write)
    {
        Command command = new(name, description);
        command.SetAction((parsed, cancellation) => context.With(
            parsed,
            async target => context.ForEach(await XlContext.Ask(target.Hosts), host => write(target, host)),
            cancellation));
        return command;
    }
}
