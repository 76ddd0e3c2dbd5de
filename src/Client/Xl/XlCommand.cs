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
            ListVerbs.List(context),
            ListVerbs.VcpuList(context),
            ListVerbs.CpupoolList(context),
            VcpuPinVerb.Create(context),
            CreditVerb.Create(context, isCredit2: false),
            CreditVerb.Create(context, isCredit2: true),
            SchedRtdsVerb.Create(context),
            SchedEdfVerb.Create(context),
        };
    }
}
